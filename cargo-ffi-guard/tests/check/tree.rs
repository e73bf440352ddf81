//! Workspaces in a temporary directory.

use cargo_ffi_guard::cli::Check;
use cargo_ffi_guard::failure::Failure;
use cargo_ffi_guard::report::Report;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A directory that is deleted with this value.
pub(crate) struct Tree(TempDir);

impl Tree {
    /// Creates a package `sample` with a library.
    pub(crate) fn package(files: &[(&str, &str)]) -> Self {
        let tree = Self::empty();
        tree.write("Cargo.toml", manifest("sample", "").as_bytes());
        for (name, text) in files {
            tree.write(name, text.as_bytes());
        }
        tree
    }

    pub(crate) fn empty() -> Self {
        Self(tempfile::tempdir().expect("a temporary directory"))
    }

    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("inside the tree")).expect("a writable directory");
        fs::write(path, content).expect("a writable directory");
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    /// Runs `check`.
    pub(crate) fn check(&self, mut options: Check) -> Result<Report, Failure> {
        options.selection.manifest_path = Some(self.path("Cargo.toml"));
        cargo_ffi_guard::check::run(&options)
    }

    /// Runs `check`, which must fail, and returns the error.
    pub(crate) fn failure(&self) -> String {
        match self.check(Check::default()) {
            Ok(report) => match report.failure {
                Some(failure) => failure.to_string(),
                None => panic!("no failure, but {report:#?}"),
            },
            Err(failure) => failure.to_string(),
        }
    }
}

/// Returns the manifest of a package with a C library.
pub(crate) fn manifest(name: &str, more: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [lib]\ncrate-type = [\"cdylib\"]\n{more}\n"
    )
}
