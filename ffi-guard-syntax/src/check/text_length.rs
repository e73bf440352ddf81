//! Rejects `#[ffi(len)]` on a parameter that is not a text.

use crate::errors::Errors;
use crate::model::SourceParameter;
use crate::types;
use syn::{Type, TypePath};

/// Checks the `#[ffi(len)]` of a parameter whose type C can pass.
pub(super) fn check(parameter: &SourceParameter, errors: &mut Errors) {
    let Some(attr) = &parameter.counted else { return };
    let ty = types::ungrouped(&parameter.ty);
    let target = match ty {
        Type::Path(path) => types::optional(path).map(types::ungrouped).unwrap_or(ty),
        ty => ty,
    };
    let Type::Reference(reference) = target else { return errors.on(attr, OTHER) };
    match types::ungrouped(&reference.elem) {
        Type::Path(path) if is_named(path, "str") => {}
        Type::Path(path) if is_named(path, "CStr") => errors.on(attr, C_STRING),
        Type::Slice(_) => errors.on(attr, SLICE),
        _ => errors.on(attr, OTHER),
    }
}

const OTHER: &str =
    "C passes the length of a text alone; remove `#[ffi(len)]`, or take `&str` or `Option<&str>`";
const C_STRING: &str = "a `&CStr` ends with a NUL, and C passes no length; remove `#[ffi(len)]`, or take `&str`, or \
                        `&[u8]` for text that is not UTF-8";
const SLICE: &str = "C always passes the length of a slice; remove `#[ffi(len)]`";

fn is_named(path: &TypePath, name: &str) -> bool {
    types::std_name(path).is_some_and(|segment| segment.ident == name)
}
