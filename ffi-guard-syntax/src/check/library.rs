//! The rules for the arguments of `ffi_library!`.

use super::instead;
use super::refusal::Position;
use crate::errors::Errors;
use crate::model::SourceLibrary;
use crate::names;
use proc_macro2::Span;
use quote::ToTokens;
use syn::{Expr, LitStr, Type};

/// Checks the arguments.
pub(crate) fn check(library: &SourceLibrary, errors: &mut Errors) {
    match &library.prefix {
        Some(Some(literal)) => prefix(literal, errors),
        Some(None) => {}
        None => {
            let message = "the library's error functions need a prefix: write `prefix = \"mylib\"` for \
                           `mylib_last_error` and its siblings";
            errors.at(Span::call_site(), message);
        }
    }
    vecs(&library.vecs, errors);
    if let Some(path) = library.krate.as_ref().filter(|path| path.get_ident().is_none()) {
        errors.on(path, "`extern crate` takes one name: write `crate = my_ffi_guard`");
    }
}

fn prefix(prefix: &LitStr, errors: &mut Errors) {
    let name = prefix.value();
    let begins = name.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic());
    if !begins || !name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric()) {
        let message = "the prefix begins the names of C functions: write ASCII letters, digits and `_`, \
                       not beginning with a digit";
        errors.on(prefix, message);
    }
}

/// Rejects elements without a name, and two elements of one name.
fn vecs(elements: &[Expr], errors: &mut Errors) {
    let mut names = Vec::new();
    for element in elements {
        // An element that a function cannot return is rejected as there.
        if let Ok(ty) = syn::parse2::<Type>(element.to_token_stream())
            && let Some(refusal) = instead::in_list(&ty)
        {
            refusal.report(&ty, Position::Result, errors);
            continue;
        }
        let Some((path, name)) = named(element) else {
            let message = "this type has no name of its own for C; name it by `type`, and write that name: \
                           `vecs = [u8, Point]`";
            errors.on(element, message);
            continue;
        };
        if names.contains(&name) {
            let message = format!(
                "another list has the same name in C, `vec_{name}`; keep one, or give a type another name by `type`"
            );
            errors.on(path, &message);
        }
        names.push(name);
    }
}

fn named(element: &Expr) -> Option<(&syn::Path, String)> {
    let Expr::Path(path) = element else { return None };
    let has_no_arguments = path.path.segments.iter().all(|segment| segment.arguments.is_none());
    let name = names::of_type(&path.path)?;
    (path.qself.is_none() && has_no_arguments).then_some((&path.path, name))
}
