//! The options of `fix`.

use super::Selection;
use clap::Args;

/// What `fix` changes, and under which conditions.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo ffi-guard fix --dry-run
  cargo ffi-guard fix --package shape-ffi --callbacks
  cargo ffi-guard fix --dry-run | git apply --include 'src/shape/*'

Nothing is guessed: where the return type has no evident value for a failure, as an integer has none, the attribute is
written without one. The compiler then asks for it at the lines that are listed.

Exit status:
  0  nothing is left to do
  1  something is: values to name, functions that were left as they are; with --dry-run also attributes to write
  2  the command could not do its work, and changed nothing; the message says what to do")]
pub struct Fix {
    /// The packages.
    #[command(flatten)]
    pub selection: Selection,
    /// Also puts `#[ffi_callback]` on each `extern "C" fn` that is passed as a callback.
    #[arg(long)]
    pub callbacks: bool,
    /// Changes nothing and prints what would be changed, as a unified diff.
    #[arg(long)]
    pub dry_run: bool,
    /// Allows a directory without version control.
    #[arg(long)]
    pub allow_no_vcs: bool,
    /// Allows uncommitted changes in the working tree.
    #[arg(long)]
    pub allow_dirty: bool,
    /// Allows staged changes in the working tree.
    #[arg(long)]
    pub allow_staged: bool,
}
