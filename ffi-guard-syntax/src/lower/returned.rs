//! The conversion of a result, selected by the spelling of its type alone.

use crate::model::{ResultType, Returned};
use crate::types::{self, Listed, Output};
use syn::{Path, ReturnType, Type, TypePath, parse_quote};

/// Returns the result of a plain `fn`. `own` is the type of the `impl` block around a method.
pub(super) fn of(output: &ReturnType, own: Option<&Path>) -> ResultType {
    let Output { value, is_result, error } = Output::of(output);
    let ty = value.cloned().unwrap_or_else(|| parse_quote!(()));
    ResultType { returned: returned(&ty, own), ty, fallible: is_result, error: error.cloned() }
}

/// Returns the result of a function that is guarded in place.
pub(super) fn unconverted(output: &ReturnType) -> ResultType {
    let ty = match output {
        ReturnType::Type(_, ty) => (**ty).clone(),
        ReturnType::Default => parse_quote!(()),
    };
    ResultType { returned: Returned::Unconverted, ty, fallible: false, error: None }
}

fn returned(ty: &Type, own: Option<&Path>) -> Returned {
    match ty {
        Type::Never(_) => Returned::Never,
        Type::Ptr(_) | Type::FnPtr(_) => Returned::Unconverted,
        Type::Reference(reference) => viewed(&reference.elem),
        Type::Path(path) if types::is_own(path, own) => {
            Returned::Handle { optional: false, target: ty.clone() }
        }
        Type::Path(path) if types::is_number(path) || path.path.is_ident("bool") => {
            Returned::Unconverted
        }
        Type::Path(path) if path.path.is_ident("char") => Returned::Character,
        Type::Path(path) => match types::optional_value(ty, own) {
            Some(target) => Returned::Optional { target: target.clone() },
            None => named(path, own),
        },
        ty if types::is_unit(ty) => Returned::Unconverted,
        _ => Returned::Value,
    }
}

fn named(path: &TypePath, own: Option<&Path>) -> Returned {
    let Some(segment) = types::std_name(path) else { return Returned::Value };
    match (segment.ident.to_string().as_str(), types::argument(segment)) {
        ("String" | "CString", _) => Returned::Text,
        ("Vec", Some(element)) => list(element),
        ("Box", Some(target)) => Returned::Boxed { optional: false, target: target.clone() },
        ("Arc", Some(target)) => Returned::Shared { target: target.clone() },
        ("Option", Some(inner)) => match returned(types::ungrouped(inner), own) {
            Returned::Boxed { target, .. } => Returned::Boxed { optional: true, target },
            Returned::Handle { target, .. } => Returned::Handle { optional: true, target },
            owned @ (Returned::Text
            | Returned::List { .. }
            | Returned::Texts
            | Returned::Handles { .. }) => owned,
            view if view.is_view() => view,
            _ => Returned::Unconverted,
        },
        _ => Returned::Value,
    }
}

fn list(element: &Type) -> Returned {
    match types::listed(element) {
        Listed::Text => Returned::Texts,
        Listed::Handle(target) => Returned::Handles { target: Type::Path(target.clone()) },
        Listed::Other => Returned::List { element: element.clone() },
    }
}

/// Returns how C gets a reference to `target`.
fn viewed(target: &Type) -> Returned {
    match types::ungrouped(target) {
        Type::Slice(slice) => Returned::Slice { element: types::ungrouped(&slice.elem).clone() },
        target if types::is_std(target, "str") => Returned::Str,
        target if types::is_std(target, "CStr") => Returned::CStr,
        target => Returned::Reference { target: target.clone() },
    }
}
