//! The rules for a function that C calls, each a function of its own. None of them stops at
//! the first fault, and each says what to write instead.

mod answers;
pub(crate) mod attributes;
pub(crate) mod form;
mod patterns;
mod signature;
pub(crate) mod types;

use crate::arguments::{Arguments, OnPanic};
use crate::convert::{Answer, Returned};
use crate::errors::Errors;
use crate::export::Form;
use crate::function::Function;
use syn::{ReturnType, Signature, Type};

pub(crate) fn function(function: &Function, form: &Form, errors: &mut Errors) {
    attributes::check(&function.attrs, errors);
    signature::check(&function.sig, form, errors);
    patterns::check(&function.sig, errors);
    match form {
        Form::C | Form::Callback => types::check(&function.sig, errors),
        // Its types are converted; see `crate::convert`.
        Form::Rust { .. } => answers::check(&function.sig, errors),
    }
}

/// A status says whether there was an error, so there must be something to say.
pub(crate) fn status(
    on_panic: &OnPanic,
    form: &Form,
    answer: Option<&Answer>,
    sig: &Signature,
    errors: &mut Errors,
) {
    let OnPanic::Status { key, .. } = on_panic else { return };
    match form {
        Form::Rust { .. } => match answer {
            Some(answer) if !answer.fallible => no_result(answer, sig, errors),
            _ => {}
        },
        Form::C | Form::Callback => errors.on(
            key,
            "`status` is for a plain `fn` that returns a `Result`; this function returns what C gets, so write `fallback = ..`",
        ),
    }
}

/// A type that has a name of its own may be an alias of a `Result`.
fn no_result(answer: &Answer, sig: &Signature, errors: &mut Errors) {
    match &answer.ty {
        Type::Path(path) if matches!(answer.returned, Returned::Value) => {
            let name = path.path.segments.last().map(|last| last.ident.to_string());
            let message = format!(
                "`status` needs a `Result`, and `{}` is not written as one; the attribute reads the signature and cannot \
                 look behind an alias: if this is one, write `Result<.., ..>` here; else return a `Result`, or write \
                 `fallback = ..`",
                name.unwrap_or_default()
            );
            errors.on(path, message);
        }
        _ => {
            let message =
                "`status` tells whether a `Result` is `Ok`; return one, or write `fallback = ..`";
            errors.on(&sig.ident, message);
        }
    }
}

/// A function that never returns has nothing to fall back to, and leaves nothing to those after it.
pub(crate) fn on_panic(arguments: &Arguments, form: &Form, sig: &Signature, errors: &mut Errors) {
    let ReturnType::Type(_, ty) = &sig.output else { return };
    if !matches!(**ty, Type::Never(_)) {
        return;
    }
    if let Some(poison) = &arguments.poison {
        let message =
            "a function that never returns leaves no later call to refuse; remove `poison`";
        errors.on(poison, message);
    }
    if !matches!(arguments.on_panic, OnPanic::Abort(_)) {
        let message = format!(
            "a function that never returns has no fallback value; write `#[{}(abort)]`",
            form.attribute()
        );
        errors.on(ty, message);
    }
}
