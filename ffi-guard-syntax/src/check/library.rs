//! The rules for the arguments of `ffi_library!`.

use super::instead;
use super::refusal::Position;
use crate::errors::Errors;
use crate::lower;
use crate::model::{ERROR_FUNCTIONS, SourceLibrary};
use crate::names;
use crate::types::{self, Listed};
use proc_macro2::Span;
use std::path::{Component, Path};
use syn::{LitStr, Type};

/// Checks the arguments.
pub(crate) fn check(library: &SourceLibrary, errors: &mut Errors) {
    match &library.prefix {
        Some(Some(literal)) => prefix(literal, errors),
        Some(None) => {}
        None => {
            let message = "the symbols of a library begin with its prefix: write `prefix = \"mylib\"` for \
                           `mylib_last_error` and the others";
            errors.at(Span::call_site(), message);
        }
    }
    errors_argument(library, errors);
    error_names(library, errors);
    vecs(&library.vecs, errors);
    if let Some(file) = library.abi.as_ref().filter(|file| !is_relative(&file.value())) {
        let message =
            "expected a path relative to the directory of `Cargo.toml`: `abi = \"abi.lock\"`";
        errors.on(file, message);
    }
    if let Some(path) = library.krate.as_ref().filter(|path| path.get_ident().is_none()) {
        errors.on(path, "`extern crate` takes one name: write `crate = my_ffi_guard`");
    }
}

fn prefix(prefix: &LitStr, errors: &mut Errors) {
    if !is_c_identifier(&prefix.value()) {
        let message = "the prefix begins the names of C functions: write ASCII letters, digits and `_`, \
                       not beginning with a digit";
        errors.on(prefix, message);
    }
}

fn is_relative(file: &str) -> bool {
    let is_prefixed = matches!(Path::new(file).components().next(), Some(Component::Prefix(_)));
    !file.is_empty() && !is_prefixed && !Path::new(file).has_root()
}

fn is_c_identifier(name: &str) -> bool {
    let begins = name.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic());
    begins && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
}

fn errors_argument(library: &SourceLibrary, errors: &mut Errors) {
    let Some(literal) = &library.errors else { return };
    match literal.value().as_str() {
        "thread" => {}
        "none" => {
            if let Some((key, _)) = library.error_names.first() {
                let message = "`errors = \"none\"` leaves this function out; remove `error_names`, or `errors`";
                errors.on(key, message);
            }
        }
        "out" => {
            let message = "`errors = \"out\"`, an error in an out-parameter, is not available yet; write \
                           `errors = \"thread\"`, the default, or `errors = \"none\"`";
            errors.on(literal, message);
        }
        _ => {
            let message = "expected `errors = \"thread\"`, which is the default: C asks for the last error of its \
                           thread; or `errors = \"none\"`: the library exports no error functions";
            errors.on(literal, message);
        }
    }
}

/// Rejects names that C cannot write, and two functions of one name. A function without a name of its own has the
/// default.
fn error_names(library: &SourceLibrary, errors: &mut Errors) {
    let symbols = lower::error_functions(library);
    for (index, (_, literal)) in library.error_names.iter().enumerate() {
        let name = literal.value();
        if !is_c_identifier(&name) {
            let message = "this is the name of a C function: write ASCII letters, digits and `_`, not beginning with a \
                           digit";
            errors.on(literal, message);
        }
        let is_later =
            |function: &str| library.error_names[index..].iter().any(|(key, _)| key == function);
        let same = |(function, symbol): &(&&str, &String)| **symbol == name && !is_later(function);
        if let Some((other, _)) = ERROR_FUNCTIONS.iter().zip(&symbols).find(same) {
            let message = format!(
                "the function `{other}` has this name as well; write another for one of them"
            );
            errors.on(literal, &message);
        }
    }
}

/// Rejects elements without a name, and two elements of one name.
fn vecs(elements: &[Type], errors: &mut Errors) {
    let mut names = Vec::new();
    for element in elements {
        // An element that a function cannot return is rejected as there.
        if let Some(refusal) = instead::in_owned_list(element) {
            refusal.report(element, Position::Result, errors);
            continue;
        }
        let Some(name) = named(element) else {
            let message = "this type has no name of its own for C; name it by `type`, and write that name: \
                           `vecs = [u8, Point]`";
            errors.on(element, message);
            continue;
        };
        if names.contains(&name) {
            let message = format!(
                "another list has the same name in C, `vec_{name}`; keep one, or give a type another name by `type`"
            );
            errors.on(element, &message);
        }
        names.push(name);
    }
}

fn named(element: &Type) -> Option<String> {
    let path = match (types::listed(element), element) {
        (Listed::Text, _) => return Some("string".to_owned()),
        (Listed::Handle(target), _) => target,
        (Listed::Other, Type::Path(path)) => path,
        (Listed::Other, _) => return None,
    };
    let name = names::of_type(&path.path)?;
    (path.qself.is_none() && types::has_no_arguments(&path.path)).then_some(name)
}
