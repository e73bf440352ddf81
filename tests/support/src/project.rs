//! A crate for a single test, with its source in the test.

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

/// The names in use in this process. Two projects of the same name would overwrite each other.
static NAMES: Mutex<Option<HashSet<String>>> = Mutex::new(None);

/// A cargo package outside the workspace that depends on `ffi-guard-runtime`, like the package of a user.
///
/// It uses the `Cargo.lock` of the workspace, works offline, and shares one target directory with the other projects,
/// so that the dependencies are built once. It can depend on a package from a registry only if this workspace does too.
///
/// ```no_run
/// use ffi_guard_test_support::project::Project;
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
    /// Returns an empty package of edition 2024. The name must be unique among all tests, because it is the name of the
    /// directory and of the library.
    ///
    /// # Panics
    ///
    /// If this process already has a project of this name.
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

    /// Sets the crate types of the library (`cdylib`, `staticlib`, `rlib`).
    #[must_use]
    pub fn lib(mut self, crate_types: &[&str]) -> Self {
        self.manifest.crate_types = crate_types.iter().map(|&kind| kind.to_owned()).collect();
        self
    }

    /// Adds or replaces a file.
    #[must_use]
    pub fn file(mut self, path: impl AsRef<Path>, text: &str) -> Self {
        self.files.insert(path.as_ref().to_owned(), text.to_owned());
        self
    }

    /// Enables features of `ffi-guard-runtime`.
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

    /// Depends on the `ffi-guard-runtime` in this directory instead of the one in the workspace.
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

    /// Adds a dependency whose right-hand side is given in TOML: `dependency("tracing", "\"0.1\"")`. A package with a path
    /// below this project needs a name that no other project uses: they share one build directory.
    #[must_use]
    pub fn dependency(mut self, name: &str, toml: &str) -> Self {
        self.manifest.dependencies.insert(name.to_owned(), toml.to_owned());
        self
    }

    /// Appends TOML to the manifest: `manifest("[profile.dev]\npanic = \"abort\"")`.
    #[must_use]
    pub fn manifest(mut self, toml: &str) -> Self {
        self.manifest.rest.push_str(toml);
        self.manifest.rest.push('\n');
        self
    }

    /// Builds with this profile instead of `dev`.
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

    /// Builds for a checker, with the toolchain that includes it.
    #[must_use]
    pub fn checked_by(mut self, checker: Checker) -> Self {
        self.checker = Some(checker);
        self
    }

    /// Sets an environment variable for cargo and its children. `RUSTFLAGS` rebuilds the dependencies.
    #[must_use]
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Adds arguments after the subcommand. A leading `+name` selects the toolchain.
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

    /// Returns the directory of the package. It is not deleted after the test.
    #[must_use]
    pub fn dir(&self) -> PathBuf {
        paths::target().join("tests/packages").join(&self.manifest.name)
    }

    /// Runs `cargo build`. May be called again after a change; files that are up to date are not built again.
    ///
    /// # Panics
    ///
    /// If the files cannot be written or cargo cannot be started. A failed build does not panic.
    #[must_use]
    pub fn build(&self) -> Output {
        self.cargo("build")
    }

    /// Runs `cargo check`, which does not find errors of code generation and linking.
    ///
    /// # Panics
    ///
    /// If the files cannot be written or cargo cannot be started.
    #[must_use]
    pub fn check(&self) -> Output {
        self.cargo("check")
    }

    /// Writes the package and returns the path of its manifest.
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

    /// Runs any subcommand that accepts `--message-format` (`test`, `clippy`, `doc`, `run`).
    ///
    /// # Panics
    ///
    /// If the files cannot be written or cargo cannot be started.
    #[must_use]
    pub fn cargo(&self, subcommand: &str) -> Output {
        let manifest = self.write();
        let mut command = match self.checker {
            Some(checker) => checker.cargo(subcommand, "projects"),
            None => {
                let root = paths::target().join("tests");
                let mut command = cargo::command(self.toolchain.as_deref(), &root, "projects");
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
