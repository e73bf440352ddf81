//! The input of a header.

use std::path::PathBuf;

/// The input of a header.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The folder of the package's `Cargo.toml`.
    pub manifest_dir: PathBuf,
    /// The settings of cbindgen, if not those in `cbindgen.toml` beside the manifest.
    pub config: Option<PathBuf>,
    /// Whether the types of the error functions come from `ffi_guard.h`, which is then to be shipped as well. Else the
    /// header has a copy of them.
    pub include_ffi_guard: bool,
    /// The target of the build that the header is for. Predicates of `cfg` are evaluated: items that the build does not
    /// have are left out. Without a target, predicates that `[defines]` names become `#if`, and the host decides the others;
    /// in a build script, the target of its package.
    pub target: Option<String>,
    /// The features of the build that the header is for, without those that they switch on. Without a choice, predicates
    /// that `[defines]` names become `#if`, and the default features decide the others; in a build script, the features of
    /// its package.
    pub features: Option<Vec<String>>,
    /// Whether macros have the version of the package, such as `SHAPE_VERSION_MAJOR`. Also set by `version-macros = true`
    /// under `[package.metadata.ffi-guard.header]`.
    pub version_macros: bool,
}

impl Options {
    /// The header of the package in this folder, in one file.
    #[must_use]
    pub fn new(manifest_dir: impl Into<PathBuf>) -> Self {
        Self {
            manifest_dir: manifest_dir.into(),
            config: None,
            include_ffi_guard: false,
            target: None,
            features: None,
            version_macros: false,
        }
    }
}
