//! The rules for `fallback`, `abort`, `status` and `poison`.

use crate::errors::Errors;
use crate::model::{FailureArgs, SourceExport, SourceForm};
use crate::types::{self, Output};
use syn::{Expr, Pat, Type};

/// Rejects two reactions to one failure.
pub(super) fn contradictions(args: &FailureArgs, errors: &mut Errors) {
    let FailureArgs { fallback, abort, status } = args;
    match (fallback, abort, status) {
        (Some((key, _)), Some(_), _) => {
            let message = "`fallback` and `abort` contradict each other: a process that ends returns no value; keep one";
            errors.on(key, message);
        }
        (Some((key, _)), None, Some(_)) | (None, Some(_), Some((key, _))) => {
            let message = "with `status`, C gets after each failure what failed; a `fallback` or `abort` \
                           says something else for the same case; keep one";
            errors.on(key, message);
        }
        _ => {}
    }
}

/// Rejects a fallback closure that cannot be called with the error.
pub(super) fn closure(args: &FailureArgs, errors: &mut Errors) {
    let Some((_, value)) = &args.fallback else { return };
    let Expr::Closure(closure) = types::unparenthesized(value) else { return };
    if closure.asyncness.is_some() {
        errors.on(closure, "C cannot wait for an async fallback; write `|error| VALUE`");
    } else if closure.inputs.len() != 1 {
        let message = "a fallback closure takes one argument, the error: `|error| VALUE`; \
                       where the error does not matter, write the value alone";
        errors.on(closure, message);
    } else if let Some(Pat::Type(typed)) = closure.inputs.first() {
        if !matches!(&*typed.ty, Type::Reference(_) | Type::Infer(_)) {
            let message =
                "the fallback closure gets a reference; write `|error: &ffi_guard::Error|`";
            errors.on(&typed.ty, message);
        }
    }
}

/// Rejects a fallback value or a poisoned state for a function that never returns.
pub(super) fn never(source: &SourceExport, errors: &mut Errors) {
    let output = Output::of(&source.function.sig.output);
    let Some(ty) = output.value.filter(|_| output.is_never() && !output.is_result) else { return };
    if let Some(poison) = &source.args.poison {
        let message =
            "a function that never returns leaves no later call to refuse; remove `poison`";
        errors.on(poison, message);
    }
    let aborts = |args: &FailureArgs| args.abort.is_some() && args.status.is_none();
    let own = &source.args.on_failure;
    let inherited = source.inherited.as_ref().filter(|_| own.is_empty());
    if !aborts(inherited.unwrap_or(own)) {
        let attribute = match source.form {
            SourceForm::C | SourceForm::Rust => "ffi_export",
            SourceForm::Callback => "ffi_callback",
        };
        let message = format!(
            "a function that never returns has no fallback value; write `#[{attribute}(abort)]`"
        );
        errors.on(ty, &message);
    }
}

/// Rejects a fallback for an `Option` that C gets as a flag and a value.
pub(super) fn optional(source: &SourceExport, errors: &mut Errors) {
    let own = source.owner.as_ref().map(|owner| &owner.path);
    let output = Output::of(&source.function.sig.output);
    let is_optional = output.value.is_some_and(|value| types::optional_value(value, own).is_some());
    if let Some((key, _)) = source.args.on_failure.fallback.as_ref().filter(|_| is_optional) {
        let message = "C gets `false` if there is no value or the call failed; remove `fallback`, or tell the two apart by a \
                       `Result` with `status`";
        errors.on(key, message);
    }
}

/// Rejects `status` on a function that returns no `Result`.
pub(super) fn status(source: &SourceExport, errors: &mut Errors) {
    let Some((key, _)) = &source.args.on_failure.status else { return };
    let output = Output::of(&source.function.sig.output);
    if source.form != SourceForm::Rust {
        let message = "`status` is for a plain `fn` that returns a `Result`; this function returns what C gets, so \
                       write `fallback = ..`";
        errors.on(key, message);
    } else if !output.is_result {
        no_result(&output, source, errors);
    }
}

/// A type with a name of its own may be an alias of a `Result`.
fn no_result(output: &Output<'_>, source: &SourceExport, errors: &mut Errors) {
    let owner = source.owner.as_ref().map(|owner| &owner.path);
    match output.value {
        Some(Type::Path(path)) if types::may_be_alias(path, owner) => {
            let name = path.path.segments.last().map(|last| last.ident.to_string());
            let message = format!(
                "`status` needs a `Result`, and `{}` is not written as one; the attribute reads the signature and cannot \
                 look behind an alias: if this is one, write `Result<.., ..>` here; else return a `Result`, or write \
                 `fallback = ..`",
                name.unwrap_or_default()
            );
            errors.on(path, &message);
        }
        _ => {
            let message =
                "`status` tells whether a `Result` is `Ok`; return one, or write `fallback = ..`";
            errors.on(&source.function.sig.ident, message);
        }
    }
}
