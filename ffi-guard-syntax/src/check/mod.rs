//! The rules for a function that C calls, each a function of its own. None of them stops at
//! the first fault, and each says what to write instead.

pub(crate) mod attributes;
pub(crate) mod form;
mod patterns;
mod signature;
mod types;

use crate::arguments::OnPanic;
use crate::errors::Errors;
use crate::export::Form;
use crate::function::Function;
use syn::{ReturnType, Signature, Type};

pub(crate) fn function(function: &Function, form: &Form, errors: &mut Errors) {
    attributes::check(&function.attrs, errors);
    signature::check(&function.sig, form, errors);
    patterns::check(&function.sig, errors);
    types::check(&function.sig, form, errors);
}

/// A function that never returns has nothing to fall back to.
pub(crate) fn on_panic(on_panic: &OnPanic, form: &Form, sig: &Signature, errors: &mut Errors) {
    if let ReturnType::Type(_, ty) = &sig.output
        && let Type::Never(_) = **ty
        && !matches!(on_panic, OnPanic::Abort(_))
    {
        let message = format!(
            "a function that never returns has no fallback value; write `#[{}(abort)]`",
            form.attribute()
        );
        errors.on(ty, message);
    }
}
