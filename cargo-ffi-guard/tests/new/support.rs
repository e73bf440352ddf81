//! A folder for packages, and the commands in it.

use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::paths;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder that is removed at the end of a test.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn text(&self, path: &str) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, text).expect("a writable folder");
    }

    /// Runs a script of bash in a folder below this one. `cargo ffi-guard` is the program of this build.
    ///
    /// The packages of all tests share a build directory, so their names must differ.
    pub(crate) fn shell(&self, folder: &str, script: &str) -> Outcome {
        Process::new("bash")
            .args(["-euc", script])
            .dir(self.path(folder))
            .apart_from_this_build()
            .env("CARGO_BUILD_BUILD_DIR", paths::target().join("tests/built"))
            .env("GIT_CEILING_DIRECTORIES", self.0.path())
            .env("RUNTIME", paths::workspace().join("ffi-guard-runtime"))
            .env("LOCK", paths::workspace().join("Cargo.lock"))
            .env("PATH", path())
            .run()
    }

    /// Runs `cargo ffi-guard` with these arguments.
    pub(crate) fn tool(&self, arguments: &str) -> Outcome {
        self.shell("", &format!("cargo ffi-guard {arguments}"))
    }

    /// The files of a package, in order, except git's.
    pub(crate) fn files(&self, package: &str) -> Vec<String> {
        let list = "find . -type f -not -path './.git/*' | cut -c 3- | LC_ALL=C sort";
        let outcome = self.shell(package, list).expect_success();
        outcome.stdout.lines().map(str::to_owned).collect()
    }
}

/// Returns a `PATH` on which `cargo` finds this `cargo-ffi-guard` first.
fn path() -> OsString {
    let built = Path::new(env!("CARGO_BIN_EXE_cargo-ffi-guard")).parent().expect("a directory");
    let others = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(built.to_owned()).chain(env::split_paths(&others)))
        .expect("no directory has a separator in its name")
}
