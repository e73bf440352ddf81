//! The arguments of `ffi_library! { .. }`.

use super::meta_args::{self, Argument, ungroup};
use crate::errors::Errors;
use crate::model::SourceLibrary;
use proc_macro2::TokenStream;
use syn::Expr;

const KNOWN: [&str; 8] = [
    "prefix",
    "quiet",
    "backtrace",
    "strings",
    "vecs",
    "checked_handles",
    "shadow_no_mangle",
    "crate",
];
const USAGE: &str = "`prefix = \"mylib\"`, `quiet = true`, `backtrace = true`, `strings = true`, \
                     `vecs = [u8]`, `checked_handles = true`, \
                     `shadow_no_mangle = false` or `crate = name`";

/// Reads the arguments.
pub(crate) fn parse(args: TokenStream, errors: &mut Errors) -> SourceLibrary {
    let mut library = SourceLibrary { shadow: true, ..SourceLibrary::default() };
    for argument in meta_args::parse(args, &KNOWN, USAGE, errors) {
        match argument.key.to_string().as_str() {
            "prefix" => library.prefix = Some(argument.string("`prefix = \"mylib\"`", errors)),
            "quiet" => library.quiet = argument.flag("`quiet = true`", errors),
            "backtrace" => library.backtrace = argument.flag("`backtrace = true`", errors),
            "strings" => library.strings = argument.flag("`strings = true`", errors),
            "vecs" => library.vecs = vecs(argument, errors),
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

fn vecs(argument: Argument, errors: &mut Errors) -> Vec<Expr> {
    const EXAMPLE: &str = "`vecs = [u8, Point]`";
    match argument.value(EXAMPLE, errors) {
        Some(Expr::Array(array)) => array.elems.into_iter().map(ungroup).collect(),
        Some(other) => {
            errors.on(&other, &format!("expected a list of types: {EXAMPLE}"));
            Vec::new()
        }
        None => Vec::new(),
    }
}
