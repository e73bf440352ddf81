//! The documentation of the result: who owns it, and the value on failure in the words of C.

use super::docs::Documented;
use super::signature;
use super::text::constant;
use super::types::type_names;
use crate::model::{Export, Fallback, Form, OnFailure, Returned, Shim};
use syn::Type;

/// Returns the lines of the result, each behind its mark. There are none if the prototype says it all.
pub(super) fn lines(of: &Documented<'_>) -> Vec<(&'static str, String)> {
    let (returned, aborts) = match &of.export.form {
        Form::C { fallback }
        | Form::Callback { fallback }
        | Form::Rust { shim: Shim::Unconverted { fallback }, .. }
        | Form::Rust {
            shim: Shim::Converted { on_failure: OnFailure::Fallback(fallback) }, ..
        } => {
            let parts = owned(of).into_iter().chain(on_failure(of.export, fallback));
            (parts.collect::<Vec<_>>().join("; "), matches!(fallback, Fallback::Abort))
        }
        Form::Rust { shim: Shim::Converted { on_failure: OnFailure::Status(ty) }, .. } => {
            (if ty.is_some() { "the status" } else { "a status" }.to_owned(), false)
        }
    };
    let returned = (!returned.is_empty()).then_some(("@return ", returned));
    let aborts = aborts.then(|| ("", "Aborts the process on failure.".to_owned()));
    returned.into_iter().chain(aborts).collect()
}

/// Returns the text for the out-parameter of a function that returns a status.
pub(super) fn of_out(of: &Documented<'_>) -> String {
    match owned(of) {
        Some(owned) => {
            let value = default(of.export).unwrap_or_default();
            format!("receives an {owned}; {value} on failure")
        }
        None => "receives the value; unchanged on failure".to_owned(),
    }
}

/// Returns what the caller owns, and how it is freed.
fn owned(of: &Documented<'_>) -> Option<String> {
    Some(match of.returned() {
        Returned::Text => {
            let is_utf8 = !type_names(&of.export.result.ty).contains(&"CString".to_owned());
            let string = if is_utf8 { "UTF-8 string" } else { "string" };
            format!("owned {string}{}", of.freed_text())
        }
        Returned::List { .. } => {
            let list = type_names(&signature::value(of.export, of.context)).concat();
            format!("owned list: free with {list}_free")
        }
        Returned::Boxed { target, .. } | Returned::Handle { target, .. } => {
            format!("owned pointer{}", of.freed(target))
        }
        Returned::Shared { target } => format!("owned reference{}", of.freed(target)),
        _ => return None,
    })
}

/// Returns the text of the fallback value. `None` for nothing.
fn on_failure(export: &Export, fallback: &Fallback) -> Option<String> {
    match fallback {
        Fallback::Abort => None,
        Fallback::Closure(_) => Some("on failure, a value that depends on the error".to_owned()),
        Fallback::Plain(value) | Fallback::Constant(value) | Fallback::Expression(value) => {
            let owner = export.owner.as_ref().and_then(|owner| owner.segments.last());
            let value = constant(value, owner.map(|owner| &owner.ident));
            Some(format!("{value} on failure"))
        }
        Fallback::Default => default(export).map(|value| format!("{value} on failure")),
    }
}

/// Returns the value that the runtime's `Fallback` has for the return type.
fn default(export: &Export) -> Option<String> {
    let result = &export.result;
    let is_null = || match &result.ty {
        Type::Ptr(_) => true,
        Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "Option"),
        _ => false,
    };
    match &result.returned {
        Returned::Never => None,
        _ if result.is_empty() => None,
        Returned::List { .. } => Some("a NULL ptr".to_owned()),
        returned if returned.is_owner() || is_null() => Some("NULL".to_owned()),
        _ => Some("the value that the library defines for this".to_owned()),
    }
}
