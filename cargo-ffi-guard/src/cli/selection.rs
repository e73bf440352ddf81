//! Which packages of a workspace: the options of every subcommand that reads sources.

use clap::Args;
use std::path::{Path, PathBuf};

/// The packages that are read, chosen as cargo chooses them.
#[derive(Args, Clone, Debug, Default)]
pub struct Selection {
    /// The manifest of the package or workspace; by default that of the current folder.
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// Only this package of the workspace; may be given several times.
    #[arg(long, short, value_name = "NAME")]
    pub package: Vec<String>,
    /// Every package of the workspace.
    #[arg(long, conflicts_with = "package")]
    pub workspace: bool,
}

impl Selection {
    /// What cargo chooses in the folder of this manifest.
    ///
    /// ```
    /// use cargo_ffi_guard::cli::{Check, Selection};
    ///
    /// let options = Check { selection: Selection::of("shape/Cargo.toml"), ..Check::default() };
    /// # assert!(options.selection.package.is_empty());
    /// ```
    #[must_use]
    pub fn of(manifest: impl AsRef<Path>) -> Self {
        Self { manifest_path: Some(manifest.as_ref().to_owned()), ..Self::default() }
    }
}
