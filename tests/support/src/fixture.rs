//! Builds a package of `tests/fixtures/`, or another one of the workspace, with cargo, as a user would build a C
//! library.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::cargo::{Artifacts, Output};
use crate::checker::Checker;
use crate::paths;

/// The key of a build: directory, profile, features.
type Key = (String, String, Vec<String>);

/// The builds of this process. Cargo would notice that they are up to date, but takes some time for that.
static BUILT: Mutex<Option<HashMap<Key, Artifacts>>> = Mutex::new(None);

/// Builds the workspace member `tests/fixtures/<name>` with the profile `dev`.
///
/// ```no_run
/// let library = ffi_guard_test_support::fixture::build("smallest").cdylib().to_owned();
/// ```
///
/// # Panics
///
/// Panics with cargo's messages if the build fails.
#[track_caller]
pub fn build(name: &str) -> Artifacts {
    build_with_profile(name, "dev")
}

/// Builds the workspace member `tests/fixtures/<name>` with a profile of the workspace (`dev`, `release`, …) and the
/// default features of the package.
///
/// The build goes to `fixtures` in the target directory, so that it does not wait for the lock of the build that runs the
/// test. Several tests and processes may build the same fixture at the same time.
///
/// # Panics
///
/// Panics with cargo's messages if the build fails.
#[track_caller]
pub fn build_with_profile(name: &str, profile: &str) -> Artifacts {
    build_with_features(name, profile, &[])
}

/// Builds a fixture with features of the package. Each set of features has its own directory, because cargo gives the
/// library the same name for all of them.
///
/// To enable a feature of a dependency, declare a feature of the fixture that enables it. If the fixture's dependency
/// enabled it directly, feature unification would enable it for the whole workspace.
///
/// # Panics
///
/// Panics with cargo's messages if the build fails.
#[track_caller]
pub fn build_with_features(name: &str, profile: &str, features: &[&str]) -> Artifacts {
    build_member(&format!("tests/fixtures/{name}"), profile, features)
}

/// Builds a workspace member in another directory, such as `examples/semver-capi`.
///
/// # Panics
///
/// Panics with cargo's messages if the build fails.
#[track_caller]
pub fn build_member(folder: &str, profile: &str, features: &[&str]) -> Artifacts {
    let mut built = BUILT.lock().unwrap_or_else(PoisonError::into_inner);
    let built = built.get_or_insert_default();
    let features = features.iter().map(|&feature| feature.to_owned()).collect();
    let key = (folder.to_owned(), profile.to_owned(), features);
    if let Some(artifacts) = built.get(&key) {
        return artifacts.clone();
    }
    let artifacts = run_cargo(folder, profile, &key.2);
    built.insert(key, artifacts.clone());
    artifacts
}

#[track_caller]
fn run_cargo(folder: &str, profile: &str, features: &[String]) -> Artifacts {
    let manifest = paths::workspace().join(folder).join("Cargo.toml");
    assert!(manifest.is_file(), "no package `{folder}`: {} is missing", manifest.display());
    let target = [&["fixtures".to_owned()], features].concat().join("-with-");
    // All checkers except the sanitizers run ordinary builds.
    let mut command = Checker::chosen().unwrap_or(Checker::Memcheck).cargo("build", &target);
    command
        .current_dir(paths::workspace())
        .args(["--message-format=json", "--profile", profile])
        .args(features.iter().map(|feature| format!("--features={feature}")))
        .arg("--manifest-path")
        .arg(&manifest);
    Output::of(&mut command, &manifest).expect_success().artifacts
}
