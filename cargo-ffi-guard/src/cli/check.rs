//! The options of `check`.

use crate::report::Format;
use clap::Args;
use std::path::PathBuf;

/// What `check` reads and how it reports.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo ffi-guard check
  cargo ffi-guard check --package shape-ffi --callbacks
  cargo ffi-guard check --format github")]
pub struct Check {
    /// The manifest of the package or workspace; by default that of the current folder.
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// Only this package of the workspace; may be given several times.
    #[arg(long, short, value_name = "NAME")]
    pub package: Vec<String>,
    /// Every package of the workspace.
    #[arg(long, conflicts_with = "package")]
    pub workspace: bool,
    /// Also lists each `extern "C" fn` that is passed as a callback.
    #[arg(long)]
    pub callbacks: bool,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}
