//! The conversion of a parameter, selected by the spelling of its type alone. So a macro, and a tool that reads the
//! source, come to the same C signature.

use super::callback;
use crate::model::Conversion;
use crate::types::{self, BorrowedElement};
use syn::{Path, Type, TypePath, TypeReference};

/// Returns the conversion of a parameter. `own` is the type of the `impl` block around a method.
pub(super) fn checked(ty: &Type, own: Option<&Path>) -> Conversion {
    let ty = types::ungrouped(ty);
    if let Some(callback) = callback::of(ty) {
        return callback;
    }
    match ty {
        Type::Reference(reference) => referenced(reference, false, true),
        Type::FnPtr(_) => Conversion::Function { optional: false, pointer: ty.clone() },
        Type::Ptr(_) => Conversion::Unconverted,
        Type::Path(path) if types::is_own(path, own) => Conversion::Taken { target: ty.clone() },
        Type::Path(path) if types::is_number(path) => Conversion::Unconverted,
        Type::Path(path) if path.path.is_ident("char") => Conversion::Character,
        Type::Path(path) => named(path),
        _ => Conversion::Value,
    }
}

/// Returns the conversion of a parameter with `#[ffi(len)]`: C passes the length of the text.
pub(super) fn counted(ty: &Type, own: Option<&Path>) -> Conversion {
    match checked(ty, own) {
        Conversion::Text { optional, .. } => Conversion::Text { optional, counted: true },
        // `check` rejects the attribute.
        other => other,
    }
}

/// Returns the conversion of a parameter with `#[ffi(unchecked)]`: the value is not checked, but the pointer to it is.
pub(super) fn unchecked(ty: &Type, own: Option<&Path>) -> Conversion {
    if let Some(callback) = callback::of(ty) {
        return callback;
    }
    match types::ungrouped(ty) {
        Type::Reference(reference) => referenced(reference, false, false),
        Type::FnPtr(_) => checked(ty, own),
        Type::Path(path) => match types::optional(path).map(types::ungrouped) {
            Some(Type::Reference(reference)) => referenced(reference, true, false),
            _ if types::keeps_its_conversion(path) => checked(ty, own),
            _ => Conversion::Unconverted,
        },
        _ => Conversion::Unconverted,
    }
}

fn named(path: &TypePath) -> Conversion {
    let Some(segment) = types::std_name(path).or_else(|| types::runtime_name(path)) else {
        return Conversion::Value;
    };
    match (segment.ident.to_string().as_str(), types::argument(segment)) {
        ("Option", Some(inner)) => optional(types::ungrouped(inner)),
        ("Box", Some(target)) => Conversion::Boxed { optional: false, target: target.clone() },
        ("Vec", Some(element)) => match types::boxed(element) {
            Some(target) => Conversion::BoxedList { target: target.clone() },
            None => Conversion::Value,
        },
        ("Arc", Some(target)) => Conversion::Shared { target: target.clone() },
        ("Out", Some(target)) => Conversion::Out { optional: false, target: target.clone() },
        _ => Conversion::Value,
    }
}

fn optional(inner: &Type) -> Conversion {
    match inner {
        Type::Reference(reference) => referenced(reference, true, true),
        Type::FnPtr(_) => Conversion::Function { optional: true, pointer: inner.clone() },
        Type::Path(path) => match named(path) {
            Conversion::Boxed { optional: false, target } => {
                Conversion::Boxed { optional: true, target }
            }
            Conversion::Out { optional: false, target } => {
                Conversion::Out { optional: true, target }
            }
            _ => Conversion::Value,
        },
        _ => Conversion::Value,
    }
}

/// `checked` is false with `#[ffi(unchecked)]`.
fn referenced(reference: &TypeReference, optional: bool, checked: bool) -> Conversion {
    let exclusive = reference.mutability.is_some();
    let target = types::ungrouped(&reference.elem);
    let segment = types::std_type(target);
    if let Some(shared) = segment.filter(|_| !exclusive).and_then(types::shared) {
        return Conversion::SharedReference { optional, target: shared.clone() };
    }
    let name = segment.map(|segment| segment.ident.to_string());
    match (target, name.as_deref()) {
        (Type::Slice(slice), _) => {
            match BorrowedElement::of(&slice.elem).filter(|_| checked && !exclusive) {
                Some(BorrowedElement::Text) => Conversion::Texts,
                Some(BorrowedElement::Reference(target)) => {
                    Conversion::References { target: target.clone() }
                }
                None => Conversion::Slice { exclusive, checked, element: (*slice.elem).clone() },
            }
        }
        (_, Some("str")) => Conversion::Text { optional, counted: false },
        (_, Some("CStr")) => Conversion::CStr { optional },
        _ => Conversion::Reference { exclusive, optional, checked, target: target.clone() },
    }
}

#[cfg(test)]
mod tests;
