//! Packages in a temporary directory that are fixed.

use cargo_ffi_guard::cli::{Fix, Selection};
use cargo_ffi_guard::failure::Failure;
use cargo_ffi_guard::fix::Outcome;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A package that is deleted with this value.
pub(crate) struct Tree(TempDir);

impl Tree {
    /// Creates a package `sample` with this library that depends on the runtime.
    pub(crate) fn library(text: &str) -> Self {
        Self::package("ffi-guard-runtime = \"0.1\"\n", text)
    }

    /// Creates a package with these dependencies and this library.
    pub(crate) fn package(dependencies: &str, text: &str) -> Self {
        let tree = Self(tempfile::tempdir().expect("a temporary directory"));
        let manifest = format!(
            "[package]\nname = \"sample\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [lib]\ncrate-type = [\"cdylib\"]\n[dependencies]\n{dependencies}"
        );
        tree.write("Cargo.toml", &manifest);
        tree.write("src/lib.rs", text);
        tree
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("inside the tree")).expect("a writable directory");
        fs::write(path, content).expect("a writable directory");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a readable file")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    /// Fixes the package, which is not under version control.
    pub(crate) fn fix(&self) -> Outcome {
        self.fix_with(self.options()).unwrap_or_else(|failure| panic!("{failure}"))
    }

    pub(crate) fn options(&self) -> Fix {
        let selection = Selection::of(self.path("Cargo.toml"));
        Fix { selection, allow_no_vcs: true, ..Fix::default() }
    }

    pub(crate) fn fix_with(&self, options: Fix) -> Result<Outcome, Failure> {
        cargo_ffi_guard::fix::run(&options)
    }

    pub(crate) fn failure(&self) -> String {
        match self.fix_with(self.options()) {
            Ok(outcome) => panic!("no failure, but {}", summary(&outcome)),
            Err(failure) => failure.to_string(),
        }
    }

    /// Runs the program in the directory of the package.
    pub(crate) fn program(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"));
        command.args(["ffi-guard", "fix"]).args(arguments).current_dir(self.root());
        command.env("NO_COLOR", "1").output().expect("the program starts")
    }
}

pub(crate) fn summary(outcome: &Outcome) -> String {
    let mut text = Vec::new();
    outcome.summary(&mut text).expect("memory");
    String::from_utf8(text).expect("text")
}

pub(crate) fn difference(outcome: &Outcome) -> String {
    let mut text = Vec::new();
    outcome.difference(&mut text).expect("memory");
    String::from_utf8(text).expect("text")
}
