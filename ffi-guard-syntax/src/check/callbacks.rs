//! Rejects callbacks that C cannot provide: their holders, and the types of their arguments and results.

use super::c_abi;
use super::instead::STATIC;
use crate::callback_type::CallbackType;
use crate::errors::Errors;
use crate::model::{FunctionKind, SourceParameter};
use crate::tokens::mentions;
use crate::types::{self, Output};
use quote::ToTokens;
use syn::{ReturnType, Type, TypePath, TypeReference};

const HANDLE: &str = "a reference to a struct that holds it and has `#[derive(FfiHandle)]`";
const WRITTEN: &str =
    "pass the callback a `&mut [u8]` that C writes to, and return the number of bytes as `usize`";

/// Checks a closure type. Returns whether the parameter is one.
pub(super) fn check(source: &SourceParameter, errors: &mut Errors) -> bool {
    let Some(callback) = CallbackType::of(&source.ty) else { return false };
    if let Some(attr) = &source.unchecked {
        let message = "nothing of a callback is left unchecked; remove `#[ffi(unchecked)]`";
        errors.on(attr, message);
    }
    holder(&source.ty, &callback, errors);
    for input in &callback.function.signature.inputs {
        if let Some(message) = argument(types::ungrouped(&input.ty)) {
            errors.on(&input.ty, &message);
        }
    }
    result(&callback.function.signature.output, errors);
    true
}

fn holder(ty: &Type, callback: &CallbackType<'_>, errors: &mut Errors) {
    let function = callback.function.text();
    if callback.holder.is_none() {
        let instead = match callback.function.kind {
            FunctionKind::Fn => {
                format!("`&dyn {function}`, `Box<dyn {function}>` or `Arc<dyn {function}>`")
            }
            FunctionKind::FnMut => format!("`&mut dyn {function}` or `Box<dyn {function}>`"),
            FunctionKind::FnOnce => format!("`Box<dyn {function}>`"),
        };
        errors.on(ty, &format!("a callback that C provides cannot have this type; take {instead}"));
    }
    if callback.is_borrowed() && is_static(ty) {
        let (instead, _) = STATIC;
        let message = format!(
            "a borrowed callback from C lives as long as the call, not for `'static`; {instead}, or take \
             `Box<dyn {function} + Send + Sync>`"
        );
        errors.on(ty, &message);
    }
}

fn is_static(ty: &Type) -> bool {
    match types::ungrouped(ty) {
        Type::Reference(reference) => {
            reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static")
        }
        Type::Path(path) => types::optional(path).is_some_and(is_static),
        _ => false,
    }
}

/// Returns why Rust cannot pass an argument of the type to C.
fn argument(ty: &Type) -> Option<String> {
    if CallbackType::of(ty).is_some() {
        return Some(
            "C cannot call a closure; pass a handle (`#[derive(FfiHandle)]`) with a method that calls it".to_owned(),
        );
    }
    match ty {
        Type::Reference(it) => reference(it),
        Type::ImplTrait(_) => {
            Some("C needs to know the type of an argument; write a concrete type".to_owned())
        }
        Type::Path(path) if types::is_number(path) || path.path.is_ident("char") => None,
        Type::Path(path) if is_converted(path, true) => {
            named_argument(types::optional_path(path), false)
        }
        Type::Path(path) => match types::optional(path).map(types::ungrouped) {
            Some(Type::Reference(it)) => reference(it),
            Some(Type::Path(inner)) if types::is_primitive(inner) || types::is_number(inner) => {
                Some("`Option` of a number has no C ABI; pass `Option<&T>`".to_owned())
            }
            Some(Type::Path(inner)) => named_argument(inner, true).or_else(|| unknown(ty)),
            _ => named_argument(path, false).or_else(|| unknown(ty)),
        },
        _ => unknown(ty),
    }
}

/// Returns whether a type is an owner that is converted by its name: `Box`, `Arc`, an `Option` of a `Box`, and with `texts`
/// a string.
fn is_converted(path: &TypePath, texts: bool) -> bool {
    let inner = types::optional_path(path);
    let Some(segment) = types::std_name(inner) else { return false };
    let is_optional = !std::ptr::eq(inner, path);
    match (segment.ident.to_string().as_str(), types::argument(segment)) {
        ("String" | "CString", _) => texts,
        ("Box", Some(_)) => true,
        ("Arc", Some(_)) => !is_optional,
        _ => false,
    }
}

fn unknown(ty: &Type) -> Option<String> {
    let refusal = c_abi::refusal(ty)?
        .or(("pass its parts, or a reference to data that C knows (`#[derive(FfiType)]`)", ""));
    Some(refusal.into_message())
}

fn named_argument(path: &TypePath, optional: bool) -> Option<String> {
    let segment = types::std_name(path)?;
    let instead = match (segment.ident.to_string().as_str(), types::argument(segment)) {
        ("PathBuf" | "OsString", _) => "`&str`",
        ("Vec" | "VecDeque", Some(_)) => "`&[T]`",
        ("Arc", Some(_)) if optional => "`&T`",
        ("Rc", Some(_)) => "`&T`",
        ("Box" | "Arc", Some(target)) => return wide(target),
        (
            "HashMap" | "HashSet" | "BTreeMap" | "BTreeSet" | "RefCell" | "Mutex" | "RwLock",
            Some(_),
        ) => HANDLE,
        _ => return None,
    };
    let of = if optional { "an `Option` of " } else { "" };
    Some(format!("C has no `{}`; pass {of}{instead}", segment.ident))
}

fn is_named(path: &TypePath, name: &str) -> bool {
    types::std_name(path).is_some_and(|segment| segment.ident == name)
}

/// Returns why C has no pointer to the type.
fn wide(target: &Type) -> Option<String> {
    let refusal = c_abi::wide(target, "pointer")?;
    Some(
        refusal
            .or(("pass a reference to it, or a pointer to a struct that holds it", ""))
            .into_message(),
    )
}

/// Returns the argument to pass instead of a reference to an owner of Rust's.
fn behind_reference(path: &TypePath) -> Option<String> {
    let segment = types::std_name(path)?;
    let instead = match segment.ident.to_string().as_str() {
        "String" => "`&str`",
        "CString" => "`&CStr`",
        "Box" if types::argument(segment).is_some() => "`&T`",
        _ => return named_argument(path, false),
    };
    Some(format!("C has no `{}` that this could point to; pass {instead}", segment.ident))
}

fn reference(reference: &TypeReference) -> Option<String> {
    let exclusive = reference.mutability.is_some();
    let target = types::ungrouped(&reference.elem);
    match target {
        Type::Slice(slice) => element(&slice.elem),
        Type::TraitObject(_) => Some(format!("a trait object is unknown to C; pass {HANDLE}")),
        Type::Reference(_) => {
            Some("C has no reference of Rust's that this could point to; pass `&T`".to_owned())
        }
        Type::Path(path) => {
            let name = types::std_name(path)?.ident.to_string();
            match name.as_str() {
                "str" | "CStr" if exclusive => Some(
                    "C can write bytes into a text that are not valid there; pass `&mut [u8]`"
                        .to_owned(),
                ),
                "OsStr" | "Path" => Some(format!("C has no `{name}`; pass `&str`")),
                "Arc" if exclusive => Some("other owners read an `Arc`; pass `&Arc<T>`".to_owned()),
                _ => behind_reference(path),
            }
        }
        _ => None,
    }
}

fn element(element: &Type) -> Option<String> {
    let named = match types::ungrouped(element) {
        Type::Reference(reference) => match types::ungrouped(&reference.elem) {
            Type::Path(path) => {
                let name = types::std_name(path)?.ident.to_string();
                let is_text = ["str", "CStr", "OsStr", "Path"].contains(&name.as_str());
                if !is_text && behind_reference(path).is_none() {
                    return None;
                }
                format!("&{name}")
            }
            Type::Slice(_) | Type::TraitObject(_) | Type::Reference(_) => "reference".to_owned(),
            _ => return None,
        },
        Type::Path(path) => {
            behind_reference(path)?;
            types::std_name(path)?.ident.to_string()
        }
        _ => return None,
    };
    Some(format!(
        "C reads the elements of a list in place, and cannot read a `{named}`; call the callback for each element"
    ))
}

fn result(output: &ReturnType, errors: &mut Errors) {
    let ReturnType::Type(_, written) = output else { return };
    let Output { value, is_result, error } = Output::of(output);
    if is_result && !error.is_some_and(is_callback_error) {
        let message = "C returns a number from a callback that can fail; write `Result<T, CallbackError>` \
                       (`ffi_guard::CallbackError`), and convert the error where you call the callback";
        return errors.on(error.unwrap_or(written), message);
    }
    let Some(value) = value else { return };
    if let Some((why, instead)) = value_from_c(types::ungrouped(value)) {
        errors.on(value, &format!("{why}; {instead}"));
    }
}

fn is_callback_error(ty: &Type) -> bool {
    matches!(types::ungrouped(ty), Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "CallbackError"))
}

/// Returns why C cannot return a value of the type from a callback, and what to write instead.
fn value_from_c(ty: &Type) -> Option<(String, String)> {
    let refuse = |why: &str, instead: &str| Some((why.to_owned(), instead.to_owned()));
    match ty {
        Type::Reference(reference) => {
            let is_text = matches!(types::ungrouped(&reference.elem), Type::Slice(_))
                || ["str", "CStr"]
                    .iter()
                    .any(|name| mentions(&reference.elem.to_token_stream(), name));
            let instead = if is_text {
                WRITTEN
            } else {
                "return the value itself, of a type with `#[derive(FfiType)]`"
            };
            refuse(
                "nothing says how long C's memory lives after the callback has returned",
                instead,
            )
        }
        Type::Never(_) => refuse("C returns from a callback", "write `()`"),
        Type::ImplTrait(_) => {
            refuse("C needs to know the type of the result", "write a concrete type")
        }
        Type::Path(path) if types::is_number(path) || path.path.is_ident("char") => None,
        Type::Path(path) if is_converted(path, false) => named_value(path),
        Type::Path(path) => named_value(path).or_else(|| unknown_value(ty)),
        _ => unknown_value(ty),
    }
}

fn unknown_value(ty: &Type) -> Option<(String, String)> {
    if types::is_unit(ty) {
        return None;
    }
    let refusal = c_abi::refusal(ty)?;
    Some((
        refusal.into_reason(),
        "return a `#[repr(C)]` struct with `#[derive(FfiType)]`".to_owned(),
    ))
}

fn named_value(path: &TypePath) -> Option<(String, String)> {
    let segment = types::std_name(path)?;
    let argument = types::argument(segment).map(types::ungrouped);
    let name = segment.ident.to_string();
    let instead = match (name.as_str(), argument) {
        ("String" | "CString" | "OsString" | "PathBuf" | "Vec" | "VecDeque" | "Cow", _) => {
            WRITTEN.to_owned()
        }
        ("Box" | "Arc", Some(target)) => {
            let why = c_abi::wide(target, "pointer")?.into_reason();
            return Some((why, "return a `Box` of a struct that holds it".to_owned()));
        }
        ("Rc", Some(_)) => "return `Box<T>` or `Arc<T>`".to_owned(),
        ("Option", Some(Type::Path(inner)))
            if types::is_primitive(inner) || types::is_number(inner) =>
        {
            let inner = inner.to_token_stream();
            format!(
                "return `Result<{inner}, CallbackError>`, where C returns a status beside the value"
            )
        }
        ("Option", Some(Type::Path(inner))) if is_named(inner, "Arc") => {
            "return `Option<Box<T>>`, or `Result<Arc<T>, CallbackError>`".to_owned()
        }
        ("Option", Some(Type::Path(inner))) => return named_value(inner),
        ("Option", Some(inner @ Type::Reference(_))) => return value_from_c(inner),
        _ => return None,
    };
    Some((format!("C has no `{name}` that it could return from a callback"), instead))
}
