//! The options of `check`.

use super::Selection;
use crate::report::Format;
use clap::Args;

/// What `check` reads and how it reports.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo ffi-guard check
  cargo ffi-guard check --package shape-ffi --callbacks
  cargo ffi-guard check --pedantic
  cargo ffi-guard check --strict
  cargo ffi-guard check --format github")]
pub struct Check {
    /// The packages.
    #[command(flatten)]
    pub selection: Selection,
    /// Also lists each `extern "C" fn` that is passed as a callback.
    #[arg(long)]
    pub callbacks: bool,
    /// Also notes each parameter of a safe function in the C form whose type has values that C can violate.
    ///
    /// That is `bool`, `char`, the `NonZero` types, enums of the crate, references, `Box` and function pointers. A type is
    /// known by its name: the target of an alias, an enum of another crate, and the fields of a struct are not seen.
    #[arg(long)]
    pub pedantic: bool,
    /// Fails if an export may be missing: exit status 1 for each note about code that is not seen.
    ///
    /// Such notes name macros and attributes of other crates, dependencies that export, and C libraries without an export.
    /// `no-exports = ["name"]` in the settings names macros and attributes that export nothing.
    #[arg(long)]
    pub strict: bool,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}
