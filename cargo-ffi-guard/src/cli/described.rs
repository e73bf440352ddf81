//! The library whose descriptions a command reads.

use super::Selection;
use clap::Args;
use std::path::PathBuf;

/// An artifact, or a package and how it is built.
#[derive(Args, Clone, Debug, Default)]
pub struct Described {
    /// A library that was built with the feature `describe`; by default the package's library is built.
    #[arg(value_name = "ARTIFACT")]
    pub artifact: Option<PathBuf>,
    /// The manifest of the package; by default the one of the current directory.
    #[arg(long, value_name = "PATH", conflicts_with = "artifact")]
    pub manifest_path: Option<PathBuf>,
    /// The package of the workspace.
    #[arg(long, short, value_name = "NAME", conflicts_with = "artifact")]
    pub package: Option<String>,
    /// The profile to build with.
    #[arg(long, value_name = "NAME", default_value = "dev", conflicts_with = "artifact")]
    pub profile: String,
    /// The target to build for.
    #[arg(long, value_name = "TRIPLE", conflicts_with = "artifact")]
    pub target: Option<String>,
    /// The features to build with, besides the default ones.
    #[arg(long, short = 'F', value_name = "FEATURES", conflicts_with = "artifact")]
    pub features: Vec<String>,
    /// Builds with all features.
    #[arg(long, conflicts_with = "artifact")]
    pub all_features: bool,
    /// Builds without the default features.
    #[arg(long, conflicts_with = "artifact")]
    pub no_default_features: bool,
}

impl Described {
    /// Returns the selection of the package.
    pub(crate) fn selection(&self) -> Selection {
        Selection::of_package(self.manifest_path.as_deref(), self.package.as_deref())
    }
}
