//! The arguments of `ffi_library! { .. }`.

use crate::errors::Errors;
use crate::keyed::{self, Argument};
use crate::vecs::{self, Element};
use proc_macro2::{Ident, Span, TokenStream};
use syn::{Expr, LitStr, Result};

const KNOWN: [&str; 8] =
    ["prefix", "quiet", "backtrace", "strings", "vecs", "checked_handles", "exports", "crate"];
const USAGE: &str = "`prefix = \"mylib\"`, `quiet = true`, `backtrace = true`, `strings = true`, \
                     `vecs = [u8]`, `checked_handles = true`, \
                     `exports = \"scan\"` or `crate = name`";

/// What a library's author says once, at the crate root.
pub struct Library {
    /// Begins the names of the library's error functions; a C identifier.
    pub prefix: String,
    /// Whether the messages of panics are kept from stderr.
    pub quiet: bool,
    /// Whether failures have backtraces without the environment asking for them.
    pub backtrace: bool,
    /// Whether functions give C texts, so that it needs a function to free them.
    pub strings: bool,
    /// What functions give C lists of, so that it needs functions to free them.
    pub vecs: Vec<Element>,
    /// Whether all handles are checked: a constant expression.
    pub checked_handles: Option<Expr>,
    /// Whether the compiler's own `no_mangle` is made ambiguous, or the source is only scanned.
    pub shadow: bool,
    /// The name of the runtime's crate, if not `ffi_guard`.
    pub krate: Option<Ident>,
}

/// Reads the arguments.
///
/// # Errors
///
/// Everything that is wrong with them, combined into one error.
pub fn parse(args: TokenStream) -> Result<Library> {
    let mut errors = Errors::default();
    let mut library = Library {
        prefix: String::new(),
        quiet: false,
        backtrace: false,
        strings: false,
        vecs: Vec::new(),
        checked_handles: None,
        shadow: true,
        krate: None,
    };
    let mut has_prefix = false;
    for argument in keyed::parse(args, &KNOWN, USAGE, &mut errors) {
        match argument.key.to_string().as_str() {
            "prefix" => {
                has_prefix = true;
                library.prefix = prefix(argument, &mut errors).unwrap_or_default();
            }
            "quiet" => library.quiet = flag(argument, "`quiet = true`", &mut errors),
            "backtrace" => library.backtrace = flag(argument, "`backtrace = true`", &mut errors),
            "strings" => library.strings = flag(argument, "`strings = true`", &mut errors),
            "vecs" => library.vecs = vecs::parse(argument, &mut errors),
            "checked_handles" => {
                library.checked_handles = argument.value("`checked_handles = true`", &mut errors);
            }
            "exports" => library.shadow = shadow(argument, &mut errors),
            _ => library.krate = krate(argument, &mut errors),
        }
    }
    if !has_prefix {
        let message = "the library's error functions need a prefix: write `prefix = \"mylib\"` for \
                       `mylib_last_error` and its siblings";
        errors.at(Span::call_site(), message);
    }
    errors.finish(Some(library))
}

fn flag(argument: Argument, example: &str, errors: &mut Errors) -> bool {
    argument.boolean(example, errors).is_some_and(|flag| flag.value)
}

fn prefix(argument: Argument, errors: &mut Errors) -> Option<String> {
    let prefix = argument.string("`prefix = \"mylib\"`", errors)?;
    let name = prefix.value();
    let begins = name.starts_with(|c: char| c == '_' || c.is_ascii_alphabetic());
    if !begins || !name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric()) {
        let message = "the prefix begins the names of C functions: write ASCII letters, digits and `_`, \
                       not beginning with a digit";
        errors.on(prefix, message);
        return None;
    }
    Some(name)
}

fn shadow(argument: Argument, errors: &mut Errors) -> bool {
    let scan: Option<LitStr> = argument.string("`exports = \"scan\"`", errors);
    if let Some(other) = scan.filter(|scan| scan.value() != "scan") {
        let message = "the one other way to find exports is `exports = \"scan\"`; \
                       leave it out to refuse `no_mangle` by name as well";
        errors.on(other, message);
    }
    false
}

fn krate(argument: Argument, errors: &mut Errors) -> Option<Ident> {
    let path = argument.path("`crate = my_ffi_guard`", errors)?;
    let ident = path.get_ident().cloned();
    if ident.is_none() {
        errors.on(path, "`extern crate` takes one name: write `crate = my_ffi_guard`");
    }
    ident
}
