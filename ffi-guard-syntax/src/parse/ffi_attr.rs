//! `#[ffi(..)]` on a parameter, a field, or a function of a block.

use crate::errors::Errors;
use proc_macro2::{Ident, TokenStream};
use syn::Attribute;

/// The `#[ffi(..)]` of a parameter.
#[derive(Default)]
pub(super) struct OfParameter {
    /// `#[ffi(unchecked)]`.
    pub(super) unchecked: Option<Attribute>,
    /// `#[ffi(len)]`.
    pub(super) counted: Option<Attribute>,
}

/// Takes each `#[ffi(..)]` out of the attributes of a parameter.
pub(super) fn take_of_parameter(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> OfParameter {
    let message = "unknown `#[ffi(..)]` attribute; write `#[ffi(unchecked)]` to pass the value without checks, or \
                   `#[ffi(len)]` on a `&str` whose length C passes";
    let counted = attrs.iter().find(|attr| is_ffi(attr) && says(attr, "len")).cloned();
    attrs.retain(|attr| !(is_ffi(attr) && says(attr, "len")));
    let unchecked = take(attrs, "unchecked", message, errors);
    OfParameter { unchecked: unchecked.filter(|attr| says(attr, "unchecked")), counted }
}

/// Takes `#[ffi(unchecked)]` out of the attributes of a field.
pub(super) fn take_unchecked(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> Option<Attribute> {
    let message = "unknown `#[ffi(..)]` attribute; write `#[ffi(unchecked)]` to pass the value without checks";
    take(attrs, "unchecked", message, errors)
}

/// Takes any `#[ffi(..)]` out of the attributes of a parameter, where `check` rejects all of them.
pub(super) fn take_any(attrs: &mut Vec<Attribute>) -> Option<Attribute> {
    let ours = attrs.iter().find(|attr| is_ffi(attr)).cloned();
    attrs.retain(|attr| !is_ffi(attr));
    ours
}

/// Takes `#[ffi(skip)]` out of the attributes of a function. Returns whether it was there.
pub(super) fn take_skip(attrs: &mut Vec<Attribute>, errors: &mut Errors) -> bool {
    let message = "unknown `#[ffi(..)]` attribute; write `#[ffi(skip)]` to exclude this function from the export";
    take(attrs, "skip", message, errors).is_some()
}

/// Returns the arguments of all `#[ffi(..)]` on a type, as if they were written in one.
pub(super) fn on_type(attrs: &[Attribute], errors: &mut Errors) -> TokenStream {
    let mut tokens = TokenStream::new();
    for attr in attrs.iter().filter(|attr| is_ffi(attr)) {
        let list = attr.meta.require_list().map(|list| list.tokens.clone());
        if !tokens.is_empty() {
            tokens.extend(quote::quote!(,));
        }
        tokens.extend(errors.keep(list).unwrap_or_default());
    }
    tokens
}

/// Returns whether an attribute is `#[ffi(..)]`.
pub(super) fn is_ffi(attr: &Attribute) -> bool {
    attr.path().is_ident("ffi")
}

fn says(attr: &Attribute, word: &str) -> bool {
    attr.parse_args::<Ident>().is_ok_and(|written| written == word)
}

fn take(
    attrs: &mut Vec<Attribute>,
    word: &str,
    message: &str,
    errors: &mut Errors,
) -> Option<Attribute> {
    let (ours, rest): (Vec<_>, Vec<_>) = attrs.drain(..).partition(is_ffi);
    *attrs = rest;
    for attr in &ours {
        if !says(attr, word) {
            errors.on(attr, message);
        }
    }
    ours.into_iter().next()
}
