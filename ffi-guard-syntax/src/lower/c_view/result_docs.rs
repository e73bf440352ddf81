//! The documentation of the result: who owns it, and the value on failure in the words of C.

use super::documented::{Documented, UNCHANGED};
use super::origin::{self, Origin};
use super::signature;
use super::text::constant;
use super::types::{last_name, type_names};
use crate::model::{Conversion, Export, Fallback, Form, OnFailure, Returned, Shim};
use crate::types;
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
            let value = owned(of).or_else(|| borrowed(of)).or_else(|| flag(of));
            let value = value.or_else(|| zero(of, fallback));
            let parts = value.into_iter().chain(on_failure(of.export, fallback));
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
    let owned = owned(of).map(|owned| format!("an {owned}"));
    match owned.or_else(|| borrowed(of).map(|borrowed| format!("a {borrowed}"))) {
        Some(value) => {
            let failure = default(of.export).unwrap_or_default();
            format!("receives {value}; {failure}{UNCHANGED}")
        }
        None if of.export.result.is_optional() => {
            "receives the value if there is one; else unchanged".to_owned()
        }
        None if is_optional_non_zero(&of.export.result.ty) => {
            "receives the value, 0 if there is none; unchanged on failure".to_owned()
        }
        None => "receives the value; unchanged on failure".to_owned(),
    }
}

/// Returns the text of the flag that tells if there is a value.
fn flag(of: &Documented<'_>) -> Option<String> {
    of.export.result.is_optional().then(|| "whether there is a value".to_owned())
}

/// Returns the text of the number that means that there is none. The text of the default fallback contains it.
fn zero(of: &Documented<'_>, fallback: &Fallback) -> Option<String> {
    let is_own = !matches!(fallback, Fallback::Default);
    (is_own && is_optional_non_zero(&of.export.result.ty)).then(|| "0 if there is none".to_owned())
}

/// Returns whether a type is an `Option` of a `NonZero` number, which C has as a number.
fn is_optional_non_zero(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    types::optional(path).and_then(last_name).is_some_and(|name| name.starts_with("NonZero"))
}

/// Returns what the caller reads in place, and for how long.
fn borrowed(of: &Documented<'_>) -> Option<String> {
    let view = match of.returned() {
        Returned::Str => "UTF-8 text",
        Returned::Slice { .. } => "list",
        Returned::CStr => "string",
        Returned::Reference { .. } => "pointer to a value",
        _ => return None,
    };
    Some(match origin::of(of.export)? {
        Origin::Library => format!("{view} that lives as long as the library is loaded"),
        Origin::Parameters(parameters) if parameters.is_empty() => {
            format!("{view} borrowed from the arguments")
        }
        Origin::Parameters(parameters) => {
            let names = parameters.iter().map(|at| of.name(*at)).collect::<Vec<_>>();
            format!("{view} borrowed from {}, {}", names.join(" or "), until(of, &parameters))
        }
    })
}

/// The memory of an argument that a view borrows from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lender {
    /// An object of the library, which calls change.
    Object,
    /// Objects behind an array of pointers.
    Objects,
    /// An object that the function has exclusively. It may return what only this access protects, such as the contents
    /// of a mutex, which later calls may change through a shared reference.
    ExclusiveObject,
    /// Memory of the caller.
    Memory,
}

impl Lender {
    fn of(documented: &Documented<'_>, conversion: &Conversion) -> Self {
        match conversion {
            Conversion::Reference { exclusive, target, .. } if documented.is_handle(target) => {
                if *exclusive {
                    Self::ExclusiveObject
                } else {
                    Self::Object
                }
            }
            Conversion::SharedReference { .. } => Self::Object,
            Conversion::References { target } if documented.is_handle(target) => Self::Objects,
            _ => Self::Memory,
        }
    }

    /// Returns how long the view is valid.
    fn validity(self, name: &str) -> String {
        let of_object = |object: String| {
            // The ownership of a reference, `Arc`, passes as a const pointer.
            format!(
                "until a call that takes {object} as a non-const pointer, takes its ownership, or frees it"
            )
        };
        match self {
            Self::Object => of_object(name.to_owned()),
            Self::Objects => of_object(format!("an element of {name}")),
            Self::ExclusiveObject => {
                format!("until the next call that takes {name}, or frees it")
            }
            Self::Memory => format!("as long as the memory of {name} is valid and unchanged"),
        }
    }
}

/// Returns how long a view of these arguments is valid: a clause for each, or one if it is the same for all.
fn until(of: &Documented<'_>, parameters: &[usize]) -> String {
    let lender = |at: &usize| Lender::of(of, &of.export.parameters[*at].conversion);
    let lenders: Vec<_> = parameters.iter().map(lender).collect();
    let are_equal = lenders.iter().all(|lender| *lender == lenders[0]);
    if are_equal {
        let name = if parameters.len() == 1 { "it" } else { "one of them" };
        return match lenders[0] {
            Lender::Memory => "as long as that memory is valid and unchanged".to_owned(),
            lender => lender.validity(name),
        };
    }
    let clauses = lenders.iter().zip(parameters);
    let clauses: Vec<_> = clauses.map(|(lender, at)| lender.validity(&of.name(*at))).collect();
    clauses.join("; and ")
}

/// Returns what the caller owns, and how it is freed.
fn owned(of: &Documented<'_>) -> Option<String> {
    Some(match of.returned() {
        Returned::Text => {
            let is_utf8 = !type_names(&of.export.result.ty).contains(&"CString".to_owned());
            let string = if is_utf8 { "UTF-8 string" } else { "string" };
            format!("owned {string}{}", of.context.freed_text())
        }
        Returned::List { .. } => {
            let list = type_names(&signature::value(of.export, of.context)).concat();
            format!("owned list: free with {list}_free")
        }
        Returned::Texts | Returned::Handles { .. } => {
            let list = type_names(&signature::value(of.export, of.context)).concat();
            format!(
                "owned list of owned elements: free with {list}_free, after setting to NULL those that are kept"
            )
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
        Fallback::Default => default(export),
    }
}

/// Returns the text of the value that the runtime's `Fallback` has for the return type.
fn default(export: &Export) -> Option<String> {
    let result = &export.result;
    let is_null = || match &result.ty {
        Type::Ptr(_) => true,
        Type::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == "Option"),
        _ => false,
    };
    let is_non_zero = is_optional_non_zero(&result.ty);
    let value = match &result.returned {
        Returned::Never => return None,
        _ if result.is_empty() => return None,
        Returned::List { .. }
        | Returned::Texts
        | Returned::Handles { .. }
        | Returned::Str
        | Returned::Slice { .. } => "a NULL ptr",
        _ if is_non_zero => "0",
        returned if returned.is_pointer() || is_null() => "NULL",
        _ => "the value that the library defines for this",
    };
    let is_optional = matches!(&result.ty, Type::Path(path) if types::optional(path).is_some());
    let when = if is_optional { "if there is none, and " } else { "" };
    Some(format!("{value} {when}on failure"))
}
