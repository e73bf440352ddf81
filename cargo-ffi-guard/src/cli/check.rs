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
  cargo ffi-guard check --format github")]
pub struct Check {
    /// The packages.
    #[command(flatten)]
    pub selection: Selection,
    /// Also lists each `extern "C" fn` that is passed as a callback.
    #[arg(long)]
    pub callbacks: bool,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}
