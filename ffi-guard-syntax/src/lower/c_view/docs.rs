//! The lines that are added to the documentation of a declaration: the value on failure, and the preconditions.

use super::declaration::LibraryContext;
use super::names::Names;
use super::preconditions::Preconditions;
use super::text::{constant, source, wrap};
use crate::model::{Export, Fallback, Form, OnFailure, Returned, Shim};
use syn::{Path, Type};

pub(super) fn lines(export: &Export, names: &Names, context: &LibraryContext) -> Vec<String> {
    let mut lines = Vec::new();
    if export.function.attrs.iter().any(|attr| attr.path().is_ident("doc")) {
        lines.push(String::new());
    }
    let preconditions = Preconditions { export, names, context };
    wrap(&on_failure(&preconditions), "", &mut lines);
    let preconditions = preconditions.all();
    if !preconditions.is_empty() {
        lines.push(String::new());
        lines.push("The caller must ensure:".to_owned());
        for one in &preconditions {
            wrap(one, "- ", &mut lines);
        }
    }
    lines
}

/// Returns the sentence about failures.
fn on_failure(of: &Preconditions<'_>) -> String {
    let value = match &of.export.form {
        Form::C { fallback }
        | Form::Callback { fallback }
        | Form::Rust { shim: Shim::Unconverted { fallback }, .. }
        | Form::Rust {
            shim: Shim::Converted { on_failure: OnFailure::Fallback(fallback) }, ..
        } => match value(of.export, fallback) {
            Some(value) => value,
            None => return "Aborts the process on failure.".to_owned(),
        },
        Form::Rust { shim: Shim::Converted { on_failure: OnFailure::Status(ty) }, .. } => {
            status(ty.as_ref(), of.may_be_poisoned())
        }
    };
    let out = match &of.names.out {
        Some(out) => match &of.export.result.returned {
            Returned::List { .. } => format!(". The `ptr` of `*{out}` is then NULL."),
            returned if returned.is_owner() => format!(". `*{out}` is then NULL."),
            _ => format!(". `*{out}` is then unchanged."),
        },
        None => ".".to_owned(),
    };
    format!("Returns on failure: {value}{out}")
}

fn status(ty: Option<&Path>, may_be_poisoned: bool) -> String {
    if let Some(ty) = ty {
        let name = ty.segments.last().map(|last| last.ident.to_string()).unwrap_or_default();
        return format!("the `{name}` of the failure");
    }
    let poisoned = if may_be_poisoned { ", -4 for a poisoned object or state" } else { "" };
    format!(
        "a positive code of the function's own, -1 for a panic, -2 for an invalid argument, -3 for an error without a \
         code{poisoned}; 0 is success"
    )
}

/// Returns the fallback value; `None` if the process is aborted.
fn value(export: &Export, fallback: &Fallback) -> Option<String> {
    Some(match fallback {
        Fallback::Abort => return None,
        Fallback::Closure(_) => "a value that depends on the error".to_owned(),
        Fallback::Plain(value) | Fallback::Constant(value) | Fallback::Expression(value) => {
            constant(value)
        }
        Fallback::Default => default(export),
    })
}

/// Returns the value that the runtime's `Fallback` has for the return type.
fn default(export: &Export) -> String {
    let result = &export.result;
    match &result.returned {
        _ if result.is_empty() => "nothing; the last error reports the failure".to_owned(),
        Returned::List { .. } => "a list whose `ptr` is NULL".to_owned(),
        returned if returned.is_owner() => "NULL".to_owned(),
        _ => match &result.ty {
            Type::Ptr(_) => "NULL".to_owned(),
            Type::Path(path)
                if path.path.segments.last().is_some_and(|last| last.ident == "Option") =>
            {
                "NULL".to_owned()
            }
            ty => format!("the fallback of `{}`", source(ty)),
        },
    }
}
