//! A crate that exists for one test, with its source in the test.

mod manifest;
mod sync;

use std::collections::{BTreeMap, HashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::cargo::{self, Output};
use crate::checker::Checker;
use crate::paths;
use manifest::Manifest;

/// Names in use in this process: two projects of one name would build over each other.
static NAMES: Mutex<Option<HashSet<String>>> = Mutex::new(None);

/// A cargo package outside the workspace that depends on `ffi-guard-runtime`, as a user's does.
///
/// It has the workspace's `Cargo.lock`, works offline, and shares one target directory with the other projects,
/// so that the dependencies are built once. A package from a registry can only be a dependency if this workspace
/// depends on it too.
///
/// ```no_run
/// use ffi_guard_tests::project::Project;
///
/// let project = Project::new("no_fallback")
///     .edition("2018")
///     .lib(&["cdylib"])
///     .file("src/lib.rs", "#[ffi_guard::ffi_export] pub fn three() -> i32 { 3 }");
/// let output = project.build().expect_failure();
/// assert!(output.errors()[0].is_at("src/lib.rs", 1), "{output}");
/// ```
#[derive(Clone, Debug)]
pub struct Project {
    manifest: Manifest,
    files: BTreeMap<PathBuf, String>,
    profile: String,
    toolchain: Option<String>,
    environment: Vec<(OsString, OsString)>,
    arguments: Vec<String>,
    checker: Option<Checker>,
}

impl Project {
    /// An empty package of edition 2024. The name must be unique among all tests: it names the folder and the
    /// library.
    ///
    /// # Panics
    ///
    /// If this process has a project of this name already.
    #[must_use]
    #[track_caller]
    pub fn new(name: &str) -> Self {
        let new = {
            let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
            names.get_or_insert_default().insert(name.to_owned())
        };
        assert!(new, "two projects are named `{name}`: choose another name for one of them");
        Self {
            manifest: Manifest::new(name),
            files: BTreeMap::new(),
            profile: "dev".to_owned(),
            toolchain: None,
            environment: Vec::new(),
            arguments: Vec::new(),
            checker: None,
        }
    }

    /// Sets the edition.
    #[must_use]
    pub fn edition(mut self, edition: &str) -> Self {
        edition.clone_into(&mut self.manifest.edition);
        self
    }

    /// Makes the library of these crate types (`cdylib`, `staticlib`, `rlib`).
    #[must_use]
    pub fn lib(mut self, crate_types: &[&str]) -> Self {
        self.manifest.crate_types = crate_types.iter().map(|&kind| kind.to_owned()).collect();
        self
    }

    /// Adds a file, or replaces it.
    #[must_use]
    pub fn file(mut self, path: impl AsRef<Path>, text: &str) -> Self {
        self.files.insert(path.as_ref().to_owned(), text.to_owned());
        self
    }

    /// Turns on features of `ffi-guard-runtime`.
    #[must_use]
    pub fn runtime_features(mut self, features: &[&str]) -> Self {
        let features = features.iter().map(|&feature| feature.to_owned()).collect();
        self.manifest.runtime.get_or_insert_default().features = features;
        self
    }

    /// Depends on `ffi-guard-runtime` under another name: `name = { package = "ffi-guard-runtime", .. }`.
    #[must_use]
    pub fn runtime_as(mut self, name: &str) -> Self {
        self.manifest.runtime.get_or_insert_default().alias = Some(name.to_owned());
        self
    }

    /// Depends on the `ffi-guard-runtime` in this folder, instead of the workspace's.
    #[must_use]
    pub fn runtime_at(mut self, folder: &Path) -> Self {
        self.manifest.runtime.get_or_insert_default().folder = Some(folder.to_owned());
        self
    }

    /// Does not depend on `ffi-guard-runtime`.
    #[must_use]
    pub fn without_runtime(mut self) -> Self {
        self.manifest.runtime = None;
        self
    }

    /// Adds a dependency, its right-hand side in TOML: `dependency("tracing", "\"0.1\"")`.
    #[must_use]
    pub fn dependency(mut self, name: &str, toml: &str) -> Self {
        self.manifest.dependencies.insert(name.to_owned(), toml.to_owned());
        self
    }

    /// Adds TOML to the end of the manifest: `manifest("[profile.dev]\npanic = \"abort\"")`.
    #[must_use]
    pub fn manifest(mut self, toml: &str) -> Self {
        self.manifest.rest.push_str(toml);
        self.manifest.rest.push('\n');
        self
    }

    /// Builds with this profile; `dev` if none is named.
    #[must_use]
    pub fn profile(mut self, name: &str) -> Self {
        name.clone_into(&mut self.profile);
        self
    }

    /// Builds with another toolchain; see [`crate::toolchain::available`].
    #[must_use]
    pub fn toolchain(mut self, name: &str) -> Self {
        self.toolchain = Some(name.to_owned());
        self
    }

    /// Builds for a checker, with the toolchain that has it.
    #[must_use]
    pub fn checked_by(mut self, checker: Checker) -> Self {
        self.checker = Some(checker);
        self
    }

    /// Sets a variable for cargo and what it calls (`RUSTFLAGS` rebuilds the dependencies).
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Adds arguments for cargo, after the subcommand. A leading `+name` chooses the toolchain.
    #[must_use]
    pub fn cargo_args(mut self, arguments: &[&str]) -> Self {
        for argument in arguments {
            match argument.strip_prefix('+') {
                Some(name) => self.toolchain = Some(name.to_owned()),
                None => self.arguments.push((*argument).to_owned()),
            }
        }
        self
    }

    /// The folder of the package. It stays after the test.
    #[must_use]
    pub fn dir(&self) -> PathBuf {
        paths::target().join("projects/packages").join(&self.manifest.name)
    }

    /// `cargo build`. May be called again after a change; what is up to date is not built again.
    ///
    /// # Panics
    ///
    /// If the files cannot be written or cargo cannot be started. A failed build does not panic.
    #[must_use]
    pub fn build(&self) -> Output {
        self.cargo("build")
    }

    /// `cargo check`. Does not find what only code generation and linking find.
    ///
    /// # Panics
    ///
    /// As [`Project::build`].
    #[must_use]
    pub fn check(&self) -> Output {
        self.cargo("check")
    }

    /// Writes the package, and says where its manifest is.
    ///
    /// # Panics
    ///
    /// If the files cannot be written.
    #[must_use]
    pub fn write(&self) -> PathBuf {
        let dir = self.dir();
        sync::write(&dir, &self.manifest.to_toml(), &self.files)
            .unwrap_or_else(|e| panic!("cannot write the project into {}: {e}", dir.display()));
        dir.join("Cargo.toml")
    }

    /// Any subcommand that takes `--message-format` (`test`, `clippy`, `doc`, `run`).
    ///
    /// # Panics
    ///
    /// As [`Project::build`].
    #[must_use]
    pub fn cargo(&self, subcommand: &str) -> Output {
        let manifest = self.write();
        let mut command = match self.checker {
            Some(checker) => checker.cargo(subcommand, "projects/target"),
            None => {
                let target = paths::target().join("projects/target");
                let mut command = cargo::command(self.toolchain.as_deref(), &target);
                command.arg(subcommand);
                command
            }
        };
        command
            .current_dir(self.dir())
            .args(["--message-format=json", "--profile", &self.profile])
            .args(&self.arguments)
            .envs(self.environment.iter().cloned());
        Output::of(&mut command, &manifest)
    }
}
