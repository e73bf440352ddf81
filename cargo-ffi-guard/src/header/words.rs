//! Names that cbindgen, C or the project give a meaning.

use ffi_guard_syntax::lower::is_reserved;

/// The types that cbindgen translates.
#[rustfmt::skip]
const NUMBERS: [&str; 50] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize", "c_void",
    "c_char", "c_schar", "c_uchar", "c_short", "c_ushort", "c_int", "c_uint", "c_long", "c_ulong", "c_longlong",
    "c_ulonglong", "c_float", "c_double", "size_t", "ssize_t", "ptrdiff_t", "intptr_t", "uintptr_t", "int8_t",
    "int16_t", "int32_t", "int64_t", "uint8_t", "uint16_t", "uint32_t", "uint64_t", "RawFd", "NonZeroU8",
    "NonZeroU16", "NonZeroU32", "NonZeroU64", "NonZeroI8", "NonZeroI16", "NonZeroI32", "NonZeroI64",
];
/// Types of the standard library that only pointers can lead to.
#[rustfmt::skip]
const CONTAINERS: [&str; 12] = [
    "Arc", "BTreeMap", "BTreeSet", "HashMap", "HashSet", "LinkedList", "Rc", "RefCell", "Result", "String", "Vec",
    "VecDeque",
];
/// Types of the standard library with the layout of their argument, or of a pointer to it.
#[rustfmt::skip]
const WRAPPERS: [&str; 14] = [
    "Option", "Box", "NonNull", "NonZero", "Cell", "UnsafeCell", "SyncUnsafeCell", "ManuallyDrop", "MaybeUninit",
    "Pin", "Wrapping", "Saturating", "PhantomData", "PhantomPinned",
];

pub(super) fn is_number(name: &str) -> bool {
    NUMBERS.contains(&name)
}

/// Returns whether a number of Rust has the layout of the type that `alias` names for cbindgen.
pub(super) fn is_same_number(alias: &str, number: &str) -> bool {
    alias == number || numbers_of(alias).contains(&number)
}

/// Returns the number of Rust that the type is on each target.
pub(super) fn fixed_number(alias: &str) -> Option<&'static str> {
    match numbers_of(alias) {
        [only] => Some(only),
        _ => None,
    }
}

/// Returns the types that a type of C may be in Rust.
fn numbers_of(alias: &str) -> &'static [&'static str] {
    match alias {
        "size_t" | "uintptr_t" => &["usize"],
        "ssize_t" | "ptrdiff_t" | "intptr_t" => &["isize"],
        "uint8_t" | "c_uchar" => &["u8"],
        "uint16_t" | "c_ushort" => &["u16"],
        "uint32_t" | "c_uint" => &["u32"],
        "uint64_t" | "c_ulonglong" => &["u64"],
        "int8_t" | "c_schar" => &["i8"],
        "int16_t" | "c_short" => &["i16"],
        "int32_t" | "c_int" => &["i32"],
        "int64_t" | "c_longlong" => &["i64"],
        "c_char" => &["i8", "u8"],
        "c_long" => &["i32", "i64", "isize"],
        "c_ulong" => &["u32", "u64", "usize"],
        "c_float" => &["f32"],
        "c_double" => &["f64"],
        "RawFd" => &["i32", "c_int"],
        _ => &[],
    }
}

pub(super) fn is_container(name: &str) -> bool {
    CONTAINERS.contains(&name)
}

/// Returns whether cbindgen or the attribute gives the name of a type a meaning.
pub(super) fn is_known(name: &str) -> bool {
    is_number(name)
        || is_container(name)
        || WRAPPERS.contains(&name)
        || ["u128", "i128", "str", "CStr", "CString", "Out", "OsStr", "Path"].contains(&name)
}

/// Returns distinct names that C and C++ accept, by adding `_` to reserved names.
pub(super) fn in_c(names: &[String]) -> Vec<String> {
    let mut taken: Vec<String> = names.iter().filter(|name| !is_reserved(name)).cloned().collect();
    let rename = |name: &String| {
        if !is_reserved(name) {
            return name.clone();
        }
        let mut free = format!("{name}_");
        while taken.contains(&free) {
            free.push('_');
        }
        taken.push(free.clone());
        free
    };
    names.iter().map(rename).collect()
}
