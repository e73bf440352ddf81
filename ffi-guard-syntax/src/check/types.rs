//! Types that certainly have no C ABI, by the way they are written.
//!
//! The rest is rustc's to judge, which knows the types: the expansion denies
//! `improper_ctypes_definitions`. So a type is refused here only where its spelling leaves no doubt.

use crate::errors::Errors;
use quote::ToTokens;
use syn::{
    FnArg, GenericArgument, PathArguments, PathSegment, ReturnType, Signature, Type, TypeFnPtr,
    TypePath,
};

/// What to write instead: as a parameter, and as what is returned.
pub(crate) type Instead = (&'static str, &'static str);

const TEXT: Instead = (
    "take `*const c_char` and read it with `CStr::from_ptr`",
    "return `*mut c_char` from `CString::into_raw`, and export a function that frees it",
);
const LIST: Instead = (
    "take a pointer and a length",
    "write through an out-pointer and return the length, or write a plain `fn`, which returns `Vec<T>`",
);
const SHARED: Instead =
    ("write a plain `fn`, which takes `Arc<T>`", "write a plain `fn`, which returns `Arc<T>`");
const OPAQUE: Instead = (
    "write a plain `fn`, which takes a reference to a struct that holds it and has `#[derive(FfiHandle)]`",
    "write a plain `fn`, which returns a `Box` of a struct that holds it and has `#[derive(FfiHandle)]`",
);
const WIDE: Instead = (
    "take a thin pointer (and a length)",
    "return a thin pointer (and a length through an out-pointer)",
);

/// Types of std by their names, and whether the name must have arguments to be std's beyond doubt.
const STD: [(&str, bool, Instead); 24] = [
    ("String", false, TEXT),
    ("CString", false, TEXT),
    ("OsString", false, TEXT),
    ("PathBuf", false, TEXT),
    ("str", false, TEXT),
    ("CStr", false, TEXT),
    ("OsStr", false, TEXT),
    ("Vec", true, LIST),
    ("VecDeque", true, LIST),
    ("HashMap", true, OPAQUE),
    ("HashSet", true, OPAQUE),
    ("BTreeMap", true, OPAQUE),
    ("BTreeSet", true, OPAQUE),
    ("Rc", true, SHARED),
    ("Arc", true, SHARED),
    ("Cow", true, TEXT),
    ("RefCell", true, OPAQUE),
    ("Mutex", true, OPAQUE),
    ("RwLock", true, OPAQUE),
    (
        "Duration",
        false,
        (
            "take the number of a unit, such as `milliseconds: u64`",
            "return the number of a unit, such as milliseconds",
        ),
    ),
    ("Instant", false, OPAQUE),
    (
        "SystemTime",
        false,
        ("take the seconds since 1970 as `i64`", "return the seconds since 1970 as `i64`"),
    ),
    (
        "Result",
        true,
        ("take the value", "return an integer status, with the value through an out-pointer"),
    ),
    ("Range", true, ("take its two ends", "write its two ends through out-pointers")),
];

#[derive(Clone, Copy)]
pub(crate) enum Position {
    Parameter,
    Return,
}

/// One judgement: the type is refused, as `what`, for a reason that ends in what to write instead.
pub(crate) struct Refusal {
    why: String,
    instead: Instead,
}

impl Refusal {
    /// The same with another way out.
    pub(crate) fn or(self, instead: Instead) -> Self {
        Self { instead, ..self }
    }

    pub(crate) fn new(why: &str, instead: Instead) -> Self {
        Self { why: why.to_owned(), instead }
    }
}

/// What a function says that C calls as it stands: the types of its signature are those of C.
pub(crate) fn check(sig: &Signature, errors: &mut Errors) {
    for input in &sig.inputs {
        if let FnArg::Typed(typed) = input {
            report(&typed.ty, refusal(&typed.ty), Position::Parameter, errors);
        }
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        report(ty, refusal(ty), Position::Return, errors);
    }
}

/// Reports a `$ty:ty` of a `macro_rules!` where its caller wrote it, which is inside the group.
pub(crate) fn report(ty: &Type, refusal: Option<Refusal>, position: Position, errors: &mut Errors) {
    if let Type::Group(group) = ty {
        return report(&group.elem, refusal, position, errors);
    }
    if let Some(Refusal { why, instead }) = refusal {
        let instead = match position {
            Position::Parameter => instead.0,
            Position::Return => instead.1,
        };
        errors.on(ty, format!("{why}; {instead}"));
    }
}

/// Why a type certainly has no C ABI.
pub(crate) fn refusal(ty: &Type) -> Option<Refusal> {
    let refuse = |why: &str, instead| Some(Refusal { why: why.to_owned(), instead });
    match ty {
        Type::Group(group) => refusal(&group.elem),
        Type::Paren(paren) => refusal(&paren.elem),
        Type::Slice(_) => refuse("a slice has no size that C knows", LIST),
        Type::Array(_) => refuse(
            "C cannot pass an array by value",
            (
                "take a pointer to it",
                "write it through an out-pointer, or wrap it in a `#[repr(C)]` struct",
            ),
        ),
        Type::Tuple(tuple) if !tuple.elems.is_empty() => refuse(
            "a tuple has no layout that C knows",
            ("take its parts one by one, or a `#[repr(C)]` struct", "return a `#[repr(C)]` struct"),
        ),
        Type::TraitObject(_) => refuse("a trait object is unknown to C", OPAQUE),
        Type::FnPtr(pointer) if pointer.abi.is_none() => refuse(
            "C cannot call a function of Rust's own ABI",
            ("write `extern \"C\" fn(..)`", "write `extern \"C\" fn(..)`"),
        ),
        Type::Reference(reference) => wide(&reference.elem, "reference"),
        Type::Ptr(pointer) => wide(&pointer.elem, "pointer"),
        Type::Path(path) => named(path),
        _ => None,
    }
}

/// A pointer of two words, by what it points to.
pub(crate) fn wide(target: &Type, what: &str) -> Option<Refusal> {
    let instead = match target {
        Type::Group(group) => return wide(&group.elem, what),
        Type::Paren(paren) => return wide(&paren.elem, what),
        Type::Slice(_) => LIST,
        Type::TraitObject(_) => WIDE,
        Type::Path(path) => match std_name(path)?.ident.to_string().as_str() {
            "str" | "CStr" | "OsStr" | "Path" => TEXT,
            _ => return None,
        },
        _ => return None,
    };
    Some(Refusal {
        why: format!("this {what} is two words wide, and C has no such pointer"),
        instead,
    })
}

fn named(path: &TypePath) -> Option<Refusal> {
    let segment = std_name(path)?;
    let name = segment.ident.to_string();
    match (name.as_str(), argument(segment)) {
        ("Option", Some(inner)) => option(inner),
        ("Box", Some(inner)) => wide(inner, "box"),
        (_, argument) => STD
            .iter()
            .find(|(std, generic, _)| *std == name && (!generic || argument.is_some()))
            .map(|(_, _, instead)| Refusal {
                why: format!("`{name}` has no C ABI"),
                instead: *instead,
            }),
    }
}

/// `Option` has a C ABI around what is never null.
fn option(inner: &Type) -> Option<Refusal> {
    const FLAG: Instead = (
        "take a pointer that may be null, or a flag beside the value",
        "return a flag, with the value through an out-pointer",
    );
    let why = match inner {
        Type::Ptr(_) => "a raw pointer can be null as it is",
        Type::Path(path) if is_number(path) => "`Option` of a number has no C ABI",
        inner => return refusal(inner),
    };
    let instead =
        if matches!(inner, Type::Ptr(_)) { ("remove `Option`", "remove `Option`") } else { FLAG };
    Some(Refusal { why: why.to_owned(), instead })
}

fn is_number(path: &TypePath) -> bool {
    const NUMBERS: [&str; 16] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize",
    ];
    path.qself.is_none() && NUMBERS.iter().any(|number| path.path.is_ident(number))
}

/// The last segment of a path that is a single name or begins at std.
pub(crate) fn std_name(path: &TypePath) -> Option<&PathSegment> {
    let segments = &path.path.segments;
    let first = segments.first()?.ident.to_string();
    let of_std = segments.len() == 1 || ["std", "core", "alloc"].contains(&first.as_str());
    (path.qself.is_none() && of_std).then(|| segments.last()).flatten()
}

/// The function pointer in an `Option` of one.
pub(crate) fn optional_function(path: &TypePath) -> Option<&TypeFnPtr> {
    let option = std_name(path).filter(|segment| segment.ident == "Option")?;
    match ungrouped(argument(option)?) {
        Type::FnPtr(function) => Some(function),
        _ => None,
    }
}

/// The type arguments, such as `T` in `Vec<T>`.
pub(crate) fn arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The first of them.
pub(crate) fn argument(segment: &PathSegment) -> Option<&Type> {
    arguments(segment).next()
}

/// A type without the invisible group that a `$ty:ty` of a `macro_rules!` arrives in.
pub(crate) fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        other => other,
    }
}

/// Whether two types, or two paths, are written alike.
pub(crate) fn same(one: &impl ToTokens, other: &impl ToTokens) -> bool {
    one.to_token_stream().to_string() == other.to_token_stream().to_string()
}

/// A number by its name in Rust or in `std::ffi`, all of whose bits are values.
pub(crate) fn is_passed_as_it_is(path: &TypePath) -> bool {
    const OF_C: [&str; 13] = [
        "c_char",
        "c_schar",
        "c_uchar",
        "c_short",
        "c_ushort",
        "c_int",
        "c_uint",
        "c_long",
        "c_ulong",
        "c_longlong",
        "c_ulonglong",
        "c_float",
        "c_double",
    ];
    let name = path.path.segments.last().map(|segment| segment.ident.to_string());
    let of_c = name.is_some_and(|name| OF_C.contains(&name.as_str()));
    let checked = ["bool", "char"].iter().any(|name| path.path.is_ident(name));
    path.qself.is_none() && (of_c || is_number(path) && !checked)
}
