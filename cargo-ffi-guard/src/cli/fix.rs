//! The options of `fix`.

use super::Selection;
use crate::fix::TypeFallback;
use clap::Args;

/// What `fix` changes, and under which conditions.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo ffi-guard fix --dry-run
  cargo ffi-guard fix --library shape --fallback i32=-1 --fallback bool=false
  cargo ffi-guard fix --replace-guards --unguarded-statics 'a static runs no code'
  cargo ffi-guard fix --package shape-ffi --callbacks
  cargo ffi-guard fix --dry-run | git apply --include 'src/shape/*'

No value is guessed. An integer, for example, has no evident value for a failure: without --fallback, the attribute is
written without one, and the value is listed with the line of the attribute and the line where the compiler asks for it.

--replace-guards reads the fallback from the guard: `catch_unwind(..)` with `unwrap_or`, `unwrap_or_else`, `match` or
`if let`, alone or in a macro_rules macro of the crate, in the body or around the function. The code inside stays as it
is written. A guard that does more than give a value, such as a message made from the panic, is left and listed.

Exit status:
  0  nothing is left to do
  1  something is left: values to name, or items that stay as they are; with --dry-run also attributes to write
  2  the command could not do its work, and changed nothing; the message says what to do")]
pub struct Fix {
    /// The packages.
    #[command(flatten)]
    pub selection: Selection,
    /// Also puts `#[ffi_callback]` on each `extern "C" fn` that is passed as a callback.
    #[arg(long)]
    pub callbacks: bool,
    /// Also replaces guards written by hand with the attribute.
    #[arg(long)]
    pub replace_guards: bool,
    /// The fallback of every function that gets an attribute and returns this type; may be given several times. A type
    /// without a path, such as `c_int`, also means `libc::c_int`. `null` is a null pointer.
    #[arg(long, value_name = "TYPE=VALUE")]
    pub fallback: Vec<TypeFallback>,
    /// Puts `#[unguarded(reason = "REASON")]` on every exported static.
    #[arg(long, value_name = "REASON", value_parser = reason)]
    pub unguarded_statics: Option<String>,
    /// Also puts `ffi_library! { prefix = "PREFIX" }` into the root of the library, unless it has one.
    #[arg(long, value_name = "PREFIX", value_parser = prefix)]
    pub library: Option<String>,
    /// Changes nothing and prints what would be changed, as a unified diff.
    #[arg(long)]
    pub dry_run: bool,
    /// Allows a directory without version control.
    #[arg(long)]
    pub allow_no_vcs: bool,
    /// Allows uncommitted changes in the files that are changed.
    #[arg(long)]
    pub allow_dirty: bool,
    /// Allows staged changes in the files that are changed.
    #[arg(long)]
    pub allow_staged: bool,
}

/// A text that says something.
fn reason(text: &str) -> Result<String, String> {
    let reason = text.trim();
    if reason.is_empty() {
        return Err("the reason is empty: say why no panic can come from a static".to_owned());
    }
    Ok(reason.to_owned())
}

/// A prefix that `ffi_library!` accepts.
fn prefix(text: &str) -> Result<String, String> {
    match ffi_guard_syntax::parse_library(quote::quote!(prefix = #text)) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
