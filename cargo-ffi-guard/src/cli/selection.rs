//! The options of every subcommand that reads the sources of a workspace.

use super::BuildFlags;
use clap::Args;
use std::path::{Path, PathBuf};

/// The packages that are read, chosen as cargo chooses them, and the parts of them that are left out.
#[derive(Args, Clone, Debug, Default)]
pub struct Selection {
    /// The manifest of the package or workspace; by default the one of the current directory.
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// Only this package of the workspace; may be given several times.
    #[arg(long, short, value_name = "NAME")]
    pub package: Vec<String>,
    /// Every package of the workspace.
    #[arg(long, conflicts_with = "package")]
    pub workspace: bool,
    /// The build.
    #[command(flatten)]
    pub build: BuildFlags,
    /// Accepts files that this version cannot parse; may be given several times. The pattern is relative to the root of
    /// the workspace: `*` matches within a directory, `**` across directories.
    #[arg(long, value_name = "GLOB")]
    pub allow_unread: Vec<String>,
}

impl Selection {
    /// The packages that cargo chooses in the directory of this manifest.
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

    /// One package, by default the one of the current directory.
    pub(crate) fn of_package(manifest: Option<&Path>, package: Option<&str>) -> Self {
        Self {
            manifest_path: manifest.map(Path::to_owned),
            package: package.map(str::to_owned).into_iter().collect(),
            ..Self::default()
        }
    }
}
