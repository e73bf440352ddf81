//! Builds a package of `tests/fixtures/`, or another of the workspace, as a user would: by cargo, into a library for C.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::cargo::{Artifacts, Output};
use crate::checker::Checker;
use crate::paths;

/// What is built: folder, profile, features.
type Key = (String, String, Vec<String>);

/// Builds of this process. Cargo would find out by itself that there is nothing to do, but takes a while for it.
static BUILT: Mutex<Option<HashMap<Key, Artifacts>>> = Mutex::new(None);

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
/// defaults.
///
/// # Panics
///
/// With cargo's messages, if the build fails.
#[track_caller]
pub fn build_with_profile(name: &str, profile: &str) -> Artifacts {
    build_with_features(name, profile, &[])
}

/// The same with features of the package, in a folder of their own, as cargo gives the library one name with
/// whatever features it was built.
///
/// A feature of a dependency is to be turned on by one of the fixture, and not in the fixture's dependency: it
/// would be on for the whole workspace where that is built as one.
///
/// # Panics
///
/// With cargo's messages, if the build fails.
#[track_caller]
pub fn build_with_features(name: &str, profile: &str, features: &[&str]) -> Artifacts {
    build_member(&format!("tests/fixtures/{name}"), profile, features)
}

/// The same of the workspace member in another folder, such as `examples/semver-capi`.
///
/// # Panics
///
/// With cargo's messages, if the build fails.
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
    // Any checker but a sanitizer takes what is built without one.
    let mut command = Checker::chosen().unwrap_or(Checker::Memcheck).cargo("build", &target);
    command
        .current_dir(paths::workspace())
        .args(["--message-format=json", "--profile", profile])
        .args(features.iter().map(|feature| format!("--features={feature}")))
        .arg("--manifest-path")
        .arg(&manifest);
    Output::of(&mut command, &manifest).expect_success().artifacts
}
