//! Builds a package of `tests/fixtures/`, or another one of the workspace, with cargo, as a user would build a C
//! library.

use crate::cache::Cache;
use crate::cargo::{Artifacts, Output};
use crate::checker::Checker;
use crate::paths;

/// The builds of this process. Cargo takes a while to find that there is nothing to do.
static BUILT: Cache<Artifacts> = Cache::new();

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
/// The build goes to `fixtures` in the target directory, so that it does not wait for the lock of the build that runs
/// the test. Several tests and processes may build the same fixture at the same time.
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

/// Builds one of two libraries that differ only in their prefix, `north` or `south`.
///
/// # Panics
///
/// With cargo's messages, if the build fails.
#[track_caller]
pub fn build_twin(name: &str) -> Artifacts {
    let features: &[&str] = if name == "south" { &["south"] } else { &[] };
    build_with_features("twins", "dev", features)
}

/// Builds a workspace member in another directory, such as `examples/semver-capi`.
///
/// # Panics
///
/// Panics with cargo's messages if the build fails.
#[track_caller]
pub fn build_member(folder: &str, profile: &str, features: &[&str]) -> Artifacts {
    let key = format!("{folder} {profile} {features:?}");
    BUILT.get(key, || run_cargo(folder, profile, features))
}

#[track_caller]
fn run_cargo(folder: &str, profile: &str, features: &[&str]) -> Artifacts {
    let manifest = paths::workspace().join(folder).join("Cargo.toml");
    assert!(manifest.is_file(), "no package `{folder}`: {} is missing", manifest.display());
    let target = [&["fixtures"], features].concat().join("-with-");
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
