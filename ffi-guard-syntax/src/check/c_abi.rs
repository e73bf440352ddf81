//! Rejects types that certainly have no C ABI, by their spelling.
//!
//! rustc, which knows the types, judges the rest: the expansion denies `improper_ctypes_definitions`.

use super::refusal::{Instead, Position, Refusal};
use crate::errors::Errors;
use crate::model::{SourceExport, SourceParameter};
use crate::types;
use syn::{Type, TypePath};

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

/// Types of std by their names, and whether a type of that name is std's only with type arguments.
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

/// Checks the types of a function that is guarded in place, whose signature C calls unconverted.
pub(super) fn check(source: &SourceExport, errors: &mut Errors) {
    for parameter in &source.parameters {
        if let Some(refusal) = refusal(&parameter.ty) {
            refusal.report(&parameter.ty, Position::Parameter, errors);
        }
    }
    if let syn::ReturnType::Type(_, ty) = &source.function.sig.output {
        if let Some(refusal) = refusal(ty) {
            refusal.report(ty, Position::Result, errors);
        }
    }
}

/// Rejects `#[ffi(unchecked)]` in a function that is guarded in place.
pub(super) fn unchecked(parameters: &[SourceParameter], errors: &mut Errors) {
    for attr in parameters.iter().filter_map(|parameter| parameter.unchecked.as_ref()) {
        let message =
            "an `extern` function takes its arguments without checks; remove this attribute";
        errors.on(attr, message);
    }
}

/// Returns why a type certainly has no C ABI.
pub(super) fn refusal(ty: &Type) -> Option<Refusal> {
    let refuse = |why: &str, instead| Some(Refusal::new(why, instead));
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

/// Returns why a pointer to `target` is two words wide.
pub(super) fn wide(target: &Type, what: &str) -> Option<Refusal> {
    let instead = match target {
        Type::Group(group) => return wide(&group.elem, what),
        Type::Paren(paren) => return wide(&paren.elem, what),
        Type::Slice(_) => LIST,
        Type::TraitObject(_) => WIDE,
        Type::Path(path) => match types::std_name(path)?.ident.to_string().as_str() {
            "str" | "CStr" | "OsStr" | "Path" => TEXT,
            _ => return None,
        },
        _ => return None,
    };
    let why = format!("this {what} is two words wide, and C has no such pointer");
    Some(Refusal::new(why, instead))
}

fn named(path: &TypePath) -> Option<Refusal> {
    let segment = types::std_name(path)?;
    let name = segment.ident.to_string();
    match (name.as_str(), types::argument(segment)) {
        ("Option", Some(inner)) => option(inner),
        ("Box", Some(inner)) => wide(inner, "box"),
        (_, argument) => STD
            .iter()
            .find(|(std, generic, _)| *std == name && (!generic || argument.is_some()))
            .map(|(_, _, instead)| Refusal::new(format!("`{name}` has no C ABI"), *instead)),
    }
}

/// Returns why an `Option` of `inner` has no C ABI: it has one around a pointer that is never null.
fn option(inner: &Type) -> Option<Refusal> {
    const FLAG: Instead = (
        "take a pointer that may be null, or a flag beside the value",
        "return a flag, with the value through an out-pointer",
    );
    let why = match inner {
        Type::Ptr(_) => "a raw pointer can be null as it is",
        Type::Path(path) if types::is_primitive(path) => "`Option` of a number has no C ABI",
        inner => return refusal(inner),
    };
    let instead =
        if matches!(inner, Type::Ptr(_)) { ("remove `Option`", "remove `Option`") } else { FLAG };
    Some(Refusal::new(why, instead))
}
