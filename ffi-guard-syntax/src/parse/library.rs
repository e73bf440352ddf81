//! The arguments of `ffi_library! { .. }`.

use super::group::ungroup;
use super::meta_args::{self, Argument};
use crate::errors::Errors;
use crate::model::{ERROR_FUNCTIONS, SourceLibrary};
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Expr, LitStr, Type};

const KNOWN: [&str; 12] = [
    "prefix",
    "errors",
    "error_names",
    "quiet",
    "backtrace",
    "strings",
    "vecs",
    "abi",
    "codes",
    "checked_handles",
    "shadow_no_mangle",
    "crate",
];
const USAGE: &str = "`prefix = \"mylib\"`, `errors = \"none\"`, `error_names(last_error = \"mylib_error\")`, `quiet = true`, `backtrace = true`, `strings = true`, \
                     `vecs = [u8]`, `abi = \"abi.lock\"`, `codes = Error`, `checked_handles = true`, \
                     `shadow_no_mangle = false` or `crate = name`";

/// Reads the arguments.
pub(crate) fn parse(args: TokenStream, errors: &mut Errors) -> SourceLibrary {
    let mut library = SourceLibrary { shadow: true, ..SourceLibrary::default() };
    for argument in meta_args::parse(args, &KNOWN, USAGE, errors) {
        match argument.key.to_string().as_str() {
            "prefix" => library.prefix = Some(argument.string("`prefix = \"mylib\"`", errors)),
            "errors" => library.errors = argument.string("`errors = \"none\"`", errors),
            "error_names" => library.error_names = error_names(argument, errors),
            "quiet" => library.quiet = argument.flag("`quiet = true`", errors),
            "backtrace" => library.backtrace = argument.flag("`backtrace = true`", errors),
            "strings" => library.strings = argument.flag("`strings = true`", errors),
            "vecs" => library.vecs = vecs(argument, errors),
            "abi" => library.abi = argument.string("`abi = \"abi.lock\"`", errors),
            "codes" => library.codes = argument.path("`codes = Error`", errors),
            "checked_handles" => {
                library.checked_handles = argument.value("`checked_handles = true`", errors);
            }
            "shadow_no_mangle" => {
                library.shadow = argument.flag("`shadow_no_mangle = false`", errors);
            }
            _ => library.krate = argument.path("`crate = my_ffi_guard`", errors),
        }
    }
    library
}

fn error_names(argument: Argument, errors: &mut Errors) -> Vec<(Ident, LitStr)> {
    const EXAMPLE: &str = "`error_names(last_error = \"mylib_error\")`";
    let Some(list) = argument.list else {
        errors.on(&argument.key, &format!("expected a list of names: {EXAMPLE}"));
        return Vec::new();
    };
    let usage = format!("one of `{}`, each with a symbol", ERROR_FUNCTIONS.join("`, `"));
    let names = meta_args::parse(list, &ERROR_FUNCTIONS, &usage, errors).into_iter();
    let keyed = |name: Argument| {
        let example = format!("`{} = \"mylib_error\"`", name.key);
        name.keyed_string(&example, errors)
    };
    names.filter_map(keyed).collect()
}

fn vecs(argument: Argument, errors: &mut Errors) -> Vec<Type> {
    const EXAMPLE: &str = "`vecs = [u8, Point]`";
    match argument.value(EXAMPLE, errors) {
        Some(Expr::Array(array)) => array.elems.into_iter().map(element).collect(),
        Some(other) => {
            errors.on(&other, &format!("expected a list of types: {EXAMPLE}"));
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Returns an element as a type. `check` rejects one that is none.
fn element(element: Expr) -> Type {
    let tokens = ungroup(element).into_token_stream();
    syn::parse2(tokens.clone()).unwrap_or(Type::Verbatim(tokens))
}
