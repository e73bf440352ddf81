//! `vecs = [u8, Point]` of `ffi_library!`: the lists that C gets and frees.

use crate::check::types::{self, Position};
use crate::convert::instead;
use crate::errors::Errors;
use crate::keyed::{self, Argument};
use crate::names::snake_case;
use quote::ToTokens;
use syn::{Expr, Path, PathArguments, Type};

const EXAMPLE: &str = "`vecs = [u8, Point]`";

/// What the lists of one kind hold.
#[derive(Clone)]
pub struct Element {
    /// The type.
    pub path: Path,
    /// Its name in C: `point` of `mylib_vec_point`.
    pub name: String,
}

/// The name in C of a type that is written as `path`: of its last segment, in snake case.
#[must_use]
pub fn name(path: &Path) -> Option<String> {
    path.segments.last().map(|segment| snake_case(&segment.ident))
}

pub(crate) fn parse(argument: Argument, errors: &mut Errors) -> Vec<Element> {
    let Some(value) = argument.value(EXAMPLE, errors) else { return Vec::new() };
    let Expr::Array(array) = value else {
        errors.on(value, format!("expected a list of types: {EXAMPLE}"));
        return Vec::new();
    };
    let mut elements: Vec<Element> = Vec::new();
    for expr in array.elems {
        let Some(element) = element(keyed::ungroup(expr), errors) else { continue };
        let name = &element.name;
        if elements.iter().any(|earlier| earlier.name == *name) {
            let message = format!(
                "another list has the same name in C, `vec_{name}`; keep one, or give a type another name by `type`"
            );
            errors.on(&element.path, message);
        } else {
            elements.push(element);
        }
    }
    elements
}

fn element(expr: Expr, errors: &mut Errors) -> Option<Element> {
    // An element that a function cannot return is refused here as it is there.
    if let Ok(ty) = syn::parse2::<Type>(expr.to_token_stream())
        && let Some(refusal) = instead::in_list(&ty)
    {
        types::report(&ty, Some(refusal), Position::Return, errors);
        return None;
    }
    match expr {
        Expr::Path(path) if path.qself.is_none() && has_no_arguments(&path.path) => {
            let name = name(&path.path)?;
            Some(Element { path: path.path, name })
        }
        other => {
            let message = format!(
                "this type has no name of its own for C; name it by `type`, and write that name: {EXAMPLE}"
            );
            errors.on(other, message);
            None
        }
    }
}

fn has_no_arguments(path: &Path) -> bool {
    path.segments.iter().all(|segment| matches!(segment.arguments, PathArguments::None))
}
