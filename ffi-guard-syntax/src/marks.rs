//! `#[ffi(..)]`: what an author says about one parameter, or about one function of a block.

use crate::errors::Errors;
use proc_macro2::Ident;
use syn::Attribute;

/// Takes the marks out of the attributes; whether the parameter is to be passed on unchecked.
pub(crate) fn take(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> bool {
    let marks = all(attrs);
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

/// Takes the marks out of the attributes of a function; whether it is to be left out.
pub(crate) fn take_skip(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> bool {
    let marks = all(attrs);
    for mark in &marks {
        if !mark.parse_args::<Ident>().is_ok_and(|word| word == "skip") {
            let message = "unknown mark; write `#[ffi(skip)]`, for a function that C is not to get";
            errors.on(mark, message);
        }
    }
    !marks.is_empty()
}

/// Takes them out where nothing is checked anyway, and refuses them.
pub(crate) fn refuse(attrs: &mut Vec<Attribute>, errors: &mut Errors) {
    for mark in all(attrs) {
        errors.on(
            mark,
            "a function that is `extern` itself takes what C passes as it stands, and nothing is checked; remove this \
             mark",
        );
    }
}

fn all(attrs: &mut Vec<Attribute>) -> Vec<Attribute> {
    let (marks, rest) = attrs.drain(..).partition(|attr| attr.path().is_ident("ffi"));
    *attrs = rest;
    marks
}
