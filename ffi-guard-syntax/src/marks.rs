//! `#[ffi(..)]`: what an author says about one parameter.

use crate::errors::Errors;
use proc_macro2::Ident;
use syn::Attribute;

/// Takes the marks out of the attributes; whether the parameter is to be passed on unchecked.
pub(crate) fn take(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> bool {
    let (marks, rest): (Vec<_>, Vec<_>) =
        attrs.drain(..).partition(|attr| attr.path().is_ident("ffi"));
    *attrs = rest;
    for mark in &marks {
        if !mark.parse_args::<Ident>().is_ok_and(|word| word == "unchecked") {
            errors.on(
                mark,
                "unknown mark; write `#[ffi(unchecked)]`, for a type that C can pass as it stands",
            );
        }
    }
    !marks.is_empty()
}
