//! Rejects types that a plain `fn` cannot take or return, because its shim has no conversion for them.

use super::c_abi;
use super::callbacks;
use super::instead::{self, OWNED, STATIC, TEXT, is_option};
use super::receiver;
use super::refusal::{Instead, Position, Refusal};
use super::text_length;
use crate::errors::Errors;
use crate::model::{SourceExport, SourceParameter};
use crate::types::{self, BorrowedElement, Output};
use syn::{Path, Type, TypePath, TypeReference};

const DYNAMIC: Instead =
    ("take a `Box` of a struct that holds it", "return a `Box` of a struct that holds it");
const UTF_8: Instead = ("remove `#[ffi(unchecked)]`, or take `&CStr`", OWNED);
const MUTABLE_TEXT: Instead = ("take `&mut [u8]`, which any bytes may be written to", OWNED);
const UNNAMED: Instead =
    ("", "name the type of the elements by `type`, and return a `&[T]` of that name");
const SHARED: Instead =
    ("", "return a shared reference, and export a function that changes the value");
const FLAT: Instead = ("", "remove one `Option`, or return a `Result` with `status`");
const FLAG: Instead = ("take a `bool`", "return a `bool`");
const ARC: Instead = (
    "take `Option<&Arc<T>>` and clone the `Arc`",
    "return a `Result` of the `Arc`, whose error is null in C, or write it to an `Out<'_, Option<Arc<T>>>`",
);
const CHECKED: Instead = ("remove `#[ffi(unchecked)]`", OWNED);
const NO_NULL: Instead = ("take `&[&str]` or `&[&T]`, without the missing elements", OWNED);
const SLICES: Instead =
    ("take a slice of `#[repr(C)]` structs with a raw pointer and a length", OWNED);
const NOT_NULL: Instead = ("take the slice itself: null with the length 0 is the empty one", OWNED);

/// Checks the types of the parameters and of the result.
pub(super) fn check(source: &SourceExport, errors: &mut Errors) {
    let own = source.owner.as_ref().map(|owner| &owner.path);
    for one in &source.parameters {
        if receiver::is_rejected(one, source.owner.as_ref()) {
            continue;
        }
        if callbacks::check(one, errors) {
            continue;
        }
        match parameter(one, own) {
            Some(refusal) => refusal.report(&one.ty, Position::Parameter, errors),
            None => text_length::check(one, errors),
        }
    }
    let value = Output::of(&source.function.sig.output).value;
    let Some(value) = value else { return };
    if let Some(refusal) = result(value, own) {
        refusal.report(value, Position::Result, errors);
    }
}

fn parameter(source: &SourceParameter, own: Option<&Path>) -> Option<Refusal> {
    if source.unchecked.is_some() { unchecked(&source.ty, own) } else { checked(&source.ty, own) }
}

fn checked(ty: &Type, own: Option<&Path>) -> Option<Refusal> {
    let ty = types::ungrouped(ty);
    match ty {
        Type::Reference(it) => reference(it, false, true),
        Type::Path(path) if types::is_own(path, own) => None,
        Type::Path(path) if types::is_number(path) || path.path.is_ident("char") => None,
        Type::Path(path) => named(path, ty),
        _ => value(ty),
    }
}

/// Returns why no form takes the type by value, with what a plain `fn` takes instead.
fn value(ty: &Type) -> Option<Refusal> {
    let refusal = c_abi::refusal(ty)?;
    Some(match instead::of_value(ty) {
        Some(instead) => refusal.or(instead),
        None => refusal,
    })
}

/// Returns why a pointer to `target` is not one word.
fn wide(target: &Type, what: &str) -> Option<Refusal> {
    let refusal = c_abi::wide(target, what)?;
    Some(match types::ungrouped(target) {
        Type::Slice(slice) => refusal.or(instead::of_list(&slice.elem)),
        Type::Path(_) => refusal.or(TEXT),
        _ => refusal.or(DYNAMIC),
    })
}

fn named(path: &TypePath, ty: &Type) -> Option<Refusal> {
    let segment = types::std_name(path).or_else(|| types::runtime_name(path))?;
    match (segment.ident.to_string().as_str(), types::argument(segment)) {
        ("Option", Some(inner)) => optional(types::ungrouped(inner), ty),
        ("Box", Some(target)) => wide(target, "box"),
        ("Arc", Some(target)) => wide(target, "`Arc`"),
        ("Out", Some(target)) => instead::in_out(target),
        ("Vec", Some(element)) => match types::boxed(element) {
            Some(target) => wide(target, "box"),
            None => value(ty),
        },
        _ => value(ty),
    }
}

fn optional(inner: &Type, ty: &Type) -> Option<Refusal> {
    match inner {
        Type::Reference(it) => reference(it, true, true),
        Type::FnPtr(_) => value(inner),
        inner if types::is_unit(inner) => Some(Refusal::new("C has no `Option` of `()`", FLAG)),
        Type::Path(path) => {
            let Some(segment) = types::std_name(path).or_else(|| types::runtime_name(path)) else {
                return value(ty);
            };
            match (segment.ident.to_string().as_str(), types::argument(segment)) {
                ("Box", Some(target)) => wide(target, "box"),
                ("Arc", Some(target)) => Some(optional_arc(target)),
                ("Out", Some(target)) => instead::in_out(target),
                ("NonNull", Some(_)) => Some(instead::raw()),
                _ => value(ty),
            }
        }
        _ => value(ty),
    }
}

/// Rejects an `Option` of an `Arc`.
fn optional_arc(target: &Type) -> Refusal {
    let refusal = wide(target, "`Arc`");
    refusal.unwrap_or_else(|| Refusal::new("an `Option` of an `Arc` is not converted", ARC))
}

/// `checked` is false with `#[ffi(unchecked)]`.
fn reference(reference: &TypeReference, optional: bool, checked: bool) -> Option<Refusal> {
    let refuse = |why: &str, instead| Some(Refusal::new(why, instead));
    if reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static") {
        return refuse("an argument from C lives as long as the call, not for `'static`", STATIC);
    }
    let exclusive = reference.mutability.is_some();
    let target = types::ungrouped(&reference.elem);
    let segment = types::std_type(target);
    if let Some(shared) = segment.filter(|_| !exclusive).and_then(types::shared) {
        return wide(shared, "`Arc`");
    }
    let name = segment.map(|segment| segment.ident.to_string());
    match (target, name.as_deref()) {
        (Type::Slice(_), _) if optional => {
            refuse("an optional slice has no counterpart in C", NOT_NULL)
        }
        (Type::Slice(slice), _) if !checked => unchecked_element(&slice.elem),
        (Type::Slice(slice), _) if exclusive => instead::in_list(&slice.elem),
        (Type::Slice(slice), _) => list(&slice.elem),
        (_, Some("str" | "CStr")) if exclusive => {
            refuse("C can write bytes into a text that are not valid there", MUTABLE_TEXT)
        }
        (_, Some("str")) if !checked => {
            refuse("a `&str` of bytes that are not UTF-8 is undefined behaviour", UTF_8)
        }
        (_, Some("str" | "CStr")) => None,
        (_, Some("OsStr" | "Path")) => refuse("this reference is two words wide", TEXT),
        _ => wide(target, "reference")
            .or_else(|| instead::behind_reference(target, exclusive, optional).filter(|_| checked)),
    }
}

/// Returns why C cannot pass a `&[element]`.
fn list(element: &Type) -> Option<Refusal> {
    match (BorrowedElement::of(element), types::ungrouped(element)) {
        (Some(BorrowedElement::Text), Type::Reference(it)) => reference(it, false, true),
        (Some(BorrowedElement::Reference(_)), Type::Reference(it)) => {
            instead::in_list(element).or_else(|| reference(it, false, true))
        }
        (_, Type::Path(path)) if types::optional(path).is_some_and(is_reference) => {
            Some(Refusal::new("no element of an array of pointers may be null", NO_NULL))
        }
        _ => instead::in_list(element),
    }
}

/// Returns why C cannot write the elements of a slice with `#[ffi(unchecked)]`, which are not converted.
fn unchecked_element(element: &Type) -> Option<Refusal> {
    instead::in_unchecked_list(element).or_else(|| match types::ungrouped(element) {
        Type::Reference(it) => match types::ungrouped(&it.elem) {
            target @ Type::Slice(_) => wide(target, "reference").map(|it| it.or(SLICES)),
            target => wide(target, "reference"),
        },
        _ => None,
    })
}

fn is_reference(ty: &Type) -> bool {
    matches!(types::ungrouped(ty), Type::Reference(_))
}

/// With `#[ffi(unchecked)]`, the value is not checked, but the pointer to it is.
fn unchecked(ty: &Type, own: Option<&Path>) -> Option<Refusal> {
    let target = types::ungrouped(ty);
    match target {
        Type::Reference(it) => reference(it, false, false),
        Type::FnPtr(_) => value(target),
        Type::Path(path) => match types::optional(path).map(types::ungrouped) {
            Some(Type::Reference(it)) => reference(it, true, false),
            _ if types::keeps_its_conversion(path) => checked(ty, own),
            _ => unconverted(path, ty),
        },
        _ => None,
    }
}

/// Returns why C cannot pass a value without its conversion.
fn unconverted(path: &TypePath, ty: &Type) -> Option<Refusal> {
    let (inner, is_optional) = (types::optional_path(path), types::optional(path).is_some());
    let segment = types::std_name(inner).or_else(|| types::runtime_name(inner))?;
    match (segment.ident.to_string().as_str(), types::argument(segment)) {
        ("Out", Some(_)) => Some(Refusal::new("C passes a pointer for an `Out`", CHECKED)),
        ("Vec", Some(element)) if !is_optional && types::boxed(element).is_some() => {
            Some(Refusal::new("C passes a pointer and a length for a `Vec`", CHECKED))
        }
        _ => instead::of_value(ty).and_then(|_| value(ty)),
    }
}

fn result(ty: &Type, own: Option<&Path>) -> Option<Refusal> {
    let ty = types::ungrouped(ty);
    match ty {
        Type::Reference(reference) => borrowed_result(reference),
        Type::Path(path) if types::is_own(path, own) => None,
        Type::Path(path) if types::is_number(path) || path.path.is_ident("char") => None,
        Type::Path(path) => named_result(path, ty, own),
        Type::Never(_) => None,
        _ => value(ty),
    }
}

fn borrowed_result(reference: &TypeReference) -> Option<Refusal> {
    if reference.mutability.is_some() {
        let why = "C could write to the value at any time after the call";
        return Some(Refusal::new(why, SHARED));
    }
    match types::ungrouped(&reference.elem) {
        Type::Slice(slice) => viewed_element(&slice.elem),
        Type::Tuple(_) => c_abi::refusal(&reference.elem),
        target if ["str", "CStr"].iter().any(|name| types::is_std(target, name)) => None,
        target => instead::behind_returned_reference(target).or_else(|| wide(target, "reference")),
    }
}

/// Returns why C gets no `&[T]` of such elements. The struct that it gets is named after them.
fn viewed_element(element: &Type) -> Option<Refusal> {
    match types::ungrouped(element) {
        Type::Tuple(tuple) if !tuple.elems.is_empty() => c_abi::refusal(element),
        Type::Path(path) if path.qself.is_none() && types::has_no_arguments(&path.path) => {
            instead::in_list(element)
        }
        element => instead::in_list(element)
            .or_else(|| Some(Refusal::new("C has no name for a list of these elements", UNNAMED))),
    }
}

fn named_result(path: &TypePath, ty: &Type, own: Option<&Path>) -> Option<Refusal> {
    let segment = types::std_name(path)?;
    match (segment.ident.to_string().as_str(), types::argument(segment)) {
        ("String" | "CString", _) => None,
        ("Vec", Some(element)) => instead::in_owned_list(element),
        ("Box", Some(target)) => wide(target, "box"),
        ("Arc", Some(target)) => wide(target, "`Arc`"),
        ("Option", Some(inner)) if is_option(inner) => Some(instead::nested().or(FLAT)),
        ("Option", Some(inner)) if types::is_unit(types::ungrouped(inner)) => {
            Some(Refusal::new("C has no `Option` of `()`", FLAG))
        }
        ("Option", Some(inner)) if types::is_std(inner, "NonNull") => Some(instead::raw()),
        ("Option", Some(inner)) if is_nullable(inner, own) => result(inner, own),
        ("Option", Some(inner)) if types::optional_value(ty, own).is_some() => result(inner, own),
        ("Option", Some(inner)) => match types::arc(inner) {
            Some(target) => Some(optional_arc(target)),
            None => result(inner, own).or_else(|| value(ty)),
        },
        _ => value(ty),
    }
}

/// Returns whether C gets null for the `None` of an `Option` of the type.
fn is_nullable(inner: &Type, own: Option<&Path>) -> bool {
    let path = match types::ungrouped(inner) {
        Type::Path(path) => path,
        inner => return matches!(inner, Type::Reference(_)),
    };
    let name = types::std_name(path);
    types::is_own(path, own)
        || name.is_some_and(|name| {
            let (name, argument) = (name.ident.to_string(), types::argument(name));
            matches!(
                (name.as_str(), argument),
                ("String" | "CString", _) | ("Vec" | "Box", Some(_))
            )
        })
}
