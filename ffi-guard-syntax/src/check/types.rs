//! Types that certainly have no C ABI, by the way they are written.
//!
//! The rest is rustc's to judge, which knows the types: the expansion denies
//! `improper_ctypes_definitions`. So a type is refused here only where its spelling leaves no doubt.

use crate::errors::Errors;
use crate::export::Form;
use syn::{
    FnArg, GenericArgument, PathArguments, PathSegment, ReturnType, Signature, Type, TypePath,
};

/// What to write instead: as a parameter, and as what is returned.
type Instead = (&'static str, &'static str);

const TEXT: Instead = (
    "take `*const c_char` and read it with `CStr::from_ptr`",
    "return `*mut c_char` from `CString::into_raw`, and export a function that frees it",
);
const LIST: Instead = (
    "take a pointer and a length",
    "write through an out-pointer and return the length, or return a pointer to an opaque type",
);
const SHARED: Instead =
    ("take `*const T` of a type that stays opaque to C", "return `*const T` from `into_raw`");
const OPAQUE: Instead =
    ("take a pointer to it, opaque to C", "return `*mut T` from `Box::into_raw`, opaque to C");
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
enum Position {
    Parameter,
    Return,
}

/// One judgement: the type is refused, as `what`, for a reason that ends in what to write instead.
struct Refusal {
    why: String,
    instead: Instead,
}

pub(crate) fn check(sig: &Signature, form: &Form, errors: &mut Errors) {
    for input in &sig.inputs {
        if let FnArg::Typed(typed) = input {
            check_one(&typed.ty, form, Position::Parameter, errors);
        }
    }
    if let ReturnType::Type(_, ty) = &sig.output {
        check_one(ty, form, Position::Return, errors);
    }
}

/// Reports a `$ty:ty` of a `macro_rules!` where its caller wrote it, which is inside the group.
fn check_one(ty: &Type, form: &Form, position: Position, errors: &mut Errors) {
    if let Type::Group(group) = ty {
        return check_one(&group.elem, form, position, errors);
    }
    if let Some(Refusal { why, instead }) = refusal(ty).or_else(|| unconverted(ty, form)) {
        let instead = match position {
            Position::Parameter => instead.0,
            Position::Return => instead.1,
        };
        errors.on(ty, format!("{why}; {instead}"));
    }
}

fn refusal(ty: &Type) -> Option<Refusal> {
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
fn wide(target: &Type, what: &str) -> Option<Refusal> {
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
fn std_name(path: &TypePath) -> Option<&PathSegment> {
    let segments = &path.path.segments;
    let first = segments.first()?.ident.to_string();
    let of_std = segments.len() == 1 || ["std", "core", "alloc"].contains(&first.as_str());
    (path.qself.is_none() && of_std).then(|| segments.last()).flatten()
}

/// The first type argument, such as `T` in `Vec<T>`.
fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}

/// The Rust form is to convert these one day; as they stand they would skip every check that a
/// conversion makes, so a plain pointer is asked for until then.
fn unconverted(ty: &Type, form: &Form) -> Option<Refusal> {
    let Form::Rust { .. } = form else { return None };
    let why = match ty {
        Type::Group(group) => return unconverted(&group.elem, form),
        Type::Paren(paren) => return unconverted(&paren.elem, form),
        Type::Reference(_) => "a plain `fn` cannot take or return a reference across C yet",
        Type::Path(path) => {
            let segment = std_name(path)?;
            match (segment.ident.to_string().as_str(), argument(segment)) {
                ("Box", Some(_)) => "a plain `fn` cannot take or return a `Box` across C yet",
                ("Option", Some(inner)) => return unconverted(inner, form),
                _ => return None,
            }
        }
        _ => return None,
    };
    let instead = (
        "take a raw pointer, or write the function as `extern \"C\"`",
        "return a raw pointer, or write the function as `extern \"C\"`",
    );
    Some(Refusal { why: why.to_owned(), instead })
}
