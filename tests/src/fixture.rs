//! Builds a package of `tests/fixtures/` as a user would: by cargo, into a library for C.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::cargo::{self, Artifacts, Output};
use crate::paths;

/// Builds of this process. Cargo would find out by itself that there is nothing to do, but takes a while for it.
static BUILT: Mutex<Option<HashMap<(String, String), Artifacts>>> = Mutex::new(None);

/// Builds the workspace member `tests/fixtures/<name>` with profile `dev`.
///
/// ```no_run
/// let library = ffi_guard_tests::fixture::build("smallest").cdylib().to_owned();
/// ```
///
/// # Panics
///
/// With cargo's messages, if the build fails.
#[track_caller]
pub fn build(name: &str) -> Artifacts {
    build_with_profile(name, "dev")
}

/// Builds the workspace member `tests/fixtures/<name>` with a profile of the workspace (`dev`, `release`, …).
///
/// It goes into `fixtures` below the target directory, so it does not wait for the lock of the build that runs
/// the test; several tests and processes may ask for the same fixture at once. The features are the package's
/// defaults; a test that needs others wants a [`crate::project::Project`].
///
/// # Panics
///
/// With cargo's messages, if the build fails.
#[track_caller]
pub fn build_with_profile(name: &str, profile: &str) -> Artifacts {
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let built = built.get_or_insert_default();
    let key = (name.to_owned(), profile.to_owned());
    if let Some(artifacts) = built.get(&key) {
        return artifacts.clone();
    }
    let artifacts = run_cargo(name, profile);
    built.insert(key, artifacts.clone());
    artifacts
}

#[track_caller]
fn run_cargo(name: &str, profile: &str) -> Artifacts {
    let manifest = paths::workspace().join("tests/fixtures").join(name).join("Cargo.toml");
    assert!(manifest.is_file(), "no fixture `{name}`: {} is missing", manifest.display());
    let mut command = cargo::command(None, &paths::target().join("fixtures"));
    command
        .current_dir(paths::workspace())
        .args(["build", "--message-format=json", "--profile", profile, "--manifest-path"])
        .arg(&manifest);
    Output::of(&mut command, &manifest).expect_success().artifacts
}
