//! Rejects function pointers whose result C could make invalid.
//!
//! Rust calls a safe one without `unsafe`, and nothing checks the result, so every bit pattern must be valid. The spelling
//! decides here; the compiler is asked about other types (`lower::unconverted`).

use crate::errors::Errors;
use crate::model::SourceParameter;
use crate::types;
use syn::{ReturnType, Type, TypeFnPtr, TypePath};

const NUMBER: &str = "return `u8` or `i32`, and convert it in Rust";

/// Checks the function pointers that C passes.
pub(super) fn check(parameters: &[SourceParameter], errors: &mut Errors) {
    for parameter in parameters {
        within(&parameter.ty, errors);
    }
}

/// Checks the function pointers in a type.
fn within(ty: &Type, errors: &mut Errors) {
    match ty {
        Type::Group(group) => within(&group.elem, errors),
        Type::Paren(paren) => within(&paren.elem, errors),
        Type::Reference(reference) => within(&reference.elem, errors),
        Type::Slice(slice) => within(&slice.elem, errors),
        Type::Array(array) => within(&array.elem, errors),
        Type::FnPtr(function) => of(function, errors),
        Type::Path(path) => {
            let last = path.path.segments.last();
            last.into_iter().flat_map(types::arguments).for_each(|ty| within(ty, errors));
        }
        _ => {}
    }
}

fn of(function: &TypeFnPtr, errors: &mut Errors) {
    if let (None, ReturnType::Type(_, output)) = (&function.unsafety, &function.output) {
        result(output, errors);
    }
}

fn result(ty: &Type, errors: &mut Errors) {
    let rejected = match ty {
        Type::Group(group) => return result(&group.elem, errors),
        Type::Paren(paren) => return result(&paren.elem, errors),
        Type::Path(path) => match types::optional_function(path) {
            Some(function) => return of(function, errors),
            None => named(path),
        },
        Type::Reference(_) => Some((
            "a reference, which must be valid",
            "return a raw pointer, and read it in an `unsafe` block",
        )),
        Type::FnPtr(_) => {
            Some(("a function pointer that is never null", "write `Option` around it"))
        }
        Type::Never(_) => Some(("no return at all", "return `()`")),
        _ => None,
    };
    if let Some((what, instead)) = rejected {
        let message = format!(
            "C may return anything from this function pointer, and Rust would take it for {what}; {instead}, or make \
             the pointer an `unsafe extern \"C\" fn`"
        );
        errors.on(ty, &message);
    }
}

/// Returns what Rust would take a result of this name for, and the type to write instead.
fn named(path: &TypePath) -> Option<(&'static str, &'static str)> {
    let segment = types::std_name(path)?;
    let name = segment.ident.to_string();
    Some(match name.as_str() {
        "bool" => ("a `bool`, which is 0 or 1", NUMBER),
        "char" => {
            ("a `char`, which is a Unicode scalar value", "return `u32`, and convert it in Rust")
        }
        name if name.starts_with("NonZero") => {
            ("a number that is never 0", "return the plain number, and convert it in Rust")
        }
        "Box" | "Arc" | "Rc" | "Vec" | "String" | "CString" => (
            "an owner of Rust's own memory",
            "return a number, or a raw pointer that is read in an `unsafe` block",
        ),
        "Option" => return within_option(types::argument(segment)?),
        _ => return None,
    })
}

/// Returns the same for an `Option`. It is valid around a function pointer, and around a number that is not 0.
fn within_option(inner: &Type) -> Option<(&'static str, &'static str)> {
    match types::ungrouped(inner) {
        Type::Reference(_) => Some((
            "a reference, which must be valid if it is not null",
            "return a raw pointer, and read it in an `unsafe` block",
        )),
        Type::Path(path) => named(path).filter(|(what, _)| !what.contains("never 0")),
        _ => None,
    }
}
