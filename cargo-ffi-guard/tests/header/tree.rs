//! A package in a temporary directory. cbindgen does not need its dependencies.

use cargo_ffi_guard::failure::Failure;
use cargo_ffi_guard::header::{self, Header, Options};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub(crate) struct Tree(TempDir);

impl Tree {
    /// Creates a package `shape` with these files.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self(tempfile::tempdir().expect("a temporary directory"));
        let manifest = "[package]\nname = \"shape\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
                        [lib]\ncrate-type = [\"cdylib\"]\n[workspace]\n";
        tree.write("Cargo.toml", manifest);
        for (name, text) in files {
            tree.write(name, text);
        }
        tree
    }

    /// Creates a package with one file, which starts with `ffi_library!`.
    pub(crate) fn library(source: &str) -> Self {
        Self::new(&[(
            "src/lib.rs",
            &format!("ffi_guard::ffi_library! {{ prefix = \"shape\" }}\n{source}"),
        )])
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("inside the tree")).expect("a writable directory");
        fs::write(path, text).expect("a writable directory");
    }

    pub(crate) fn add_to_manifest(&self, text: &str) {
        let manifest = fs::read_to_string(self.path("Cargo.toml")).expect("a manifest");
        self.write("Cargo.toml", &format!("{manifest}{text}"));
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn header(&self) -> Header {
        self.generate().unwrap_or_else(|failure| panic!("{failure}"))
    }

    pub(crate) fn failure(&self) -> String {
        match self.generate() {
            Ok(header) => panic!("no failure, but {}", header.text()),
            Err(failure) => failure.to_string(),
        }
    }

    fn generate(&self) -> Result<Header, Failure> {
        header::generate(&Options::new(self.root()))
    }
}

/// Returns the header of a library with this source, with whitespace collapsed.
pub(crate) fn header(source: &str) -> String {
    squeezed(Tree::library(source).header().text())
}

pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
