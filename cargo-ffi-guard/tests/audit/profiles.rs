//! Every guarded export has a record and every other one is reported, in each build profile.

use crate::support::{report, verdicts};
use ffi_guard_test_support::cargo::Artifacts;
use ffi_guard_test_support::paths;
use ffi_guard_test_support::project::Project;
use std::path::Path;

const EXPORTS: &str = include_str!("sources/exports.rs");
const DEPENDENCY: &str = include_str!("sources/dependency.rs");

const PROFILES: &str = r#"
[profile.thin]
inherits = "release"
lto = "thin"

[profile.fat]
inherits = "release"
lto = "fat"

[profile.one-unit]
inherits = "release"
codegen-units = 1

[profile.fat-strip]
inherits = "release"
lto = "fat"
strip = true

[profile.size-strip]
inherits = "release"
opt-level = "s"
strip = true

[profile.abort]
inherits = "release"
panic = "abort"
"#;

const GUARDED: [&str; 5] =
    ["cannot_panic", "dependency_guarded", "guarded", "in_macro_guarded", "renamed"];
const BARE: [&str; 4] = ["bare", "bare_by_name", "dependency_bare", "in_macro_bare"];

/// Builds a package with a C library and an executable, both with the same exports, and a dependency that exports too.
fn build(name: &str, profile: &str) -> Artifacts {
    let runtime = paths::workspace().join("ffi-guard-runtime");
    let dependency = format!(
        "[package]\nname = \"dependency\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [dependencies]\nffi-guard-runtime = {{ path = {runtime:?} }}\n"
    );
    let features: &[&str] = if profile == "abort" { &["allow-panic-abort"] } else { &[] };
    Project::new(name)
        .lib(&["cdylib", "staticlib"])
        .file("dependency/Cargo.toml", &dependency)
        .file("dependency/src/lib.rs", DEPENDENCY)
        .dependency("dependency", r#"{ path = "dependency" }"#)
        .runtime_features(features)
        .file("src/exports.rs", EXPORTS)
        .file("src/lib.rs", "pub mod exports;\n")
        .file("src/main.rs", "pub mod exports;\nfn main() {}\n")
        .file("build.rs", "fn main() { println!(\"cargo:rustc-link-arg-bins=-rdynamic\"); }\n")
        .manifest(PROFILES)
        .profile(profile)
        // The profile `dev` as users have it.
        .env("CARGO_PROFILE_DEV_DEBUG", "true")
        .build()
        .expect_success()
        .artifacts
}

fn holds(artifact: &Path, guarded: &str) {
    let expected = GUARDED
        .map(|symbol| (symbol, guarded))
        .into_iter()
        .chain(BARE.map(|symbol| (symbol, "unguarded")))
        .chain([("allowed", "allowed")])
        .map(|(symbol, state)| (symbol.to_owned(), state.to_owned()));
    assert_eq!(verdicts(&report(artifact, &[])), expected.collect(), "{}", artifact.display());
}

fn profile_holds(profile: &str) {
    let name = format!("audit_{}", profile.replace('-', "_"));
    let artifacts = build(&name, profile);
    let guarded = if profile == "abort" { "panic-abort" } else { "attribute" };
    holds(artifacts.cdylib(), guarded);
    holds(artifacts.staticlib(), guarded);
    holds(artifacts.executable(&name), guarded);
}

#[test]
fn dev() {
    profile_holds("dev");
}

#[test]
fn release() {
    profile_holds("release");
}

#[test]
fn thin_lto() {
    profile_holds("thin");
}

#[test]
fn fat_lto() {
    profile_holds("fat");
}

#[test]
fn one_codegen_unit() {
    profile_holds("one-unit");
}

#[test]
fn fat_lto_stripped() {
    profile_holds("fat-strip");
}

#[test]
fn small_and_stripped() {
    profile_holds("size-strip");
}

#[test]
fn panic_abort() {
    profile_holds("abort");
}

#[test]
fn names_the_crate_and_the_place() {
    let artifacts = build("audit_origin", "dev");
    let found = |artifact: &Path, symbol: &str| {
        let report = report(artifact, &[]);
        let exports = report["exports"].as_array().unwrap().clone();
        exports.into_iter().find(|export| export["symbol"] == symbol).unwrap()
    };
    let expected =
        [("dependency_bare", "dependency"), ("bare", "audit_origin"), ("renamed", "audit_origin")];
    for artifact in [artifacts.cdylib(), artifacts.staticlib()] {
        for (symbol, name) in expected {
            let export = found(artifact, symbol);
            assert_eq!(export["crate"], name, "{}: {export}", artifact.display());
        }
    }
    let place = &found(artifacts.cdylib(), "dependency_bare")["place"];
    assert!(place["file"].as_str().unwrap().ends_with("dependency/src/lib.rs"), "{place}");
    let comment = DEPENDENCY.lines().position(|line| line.starts_with("// unguarded")).unwrap();
    let line = place["line"].as_u64().unwrap();
    assert!((comment as u64 + 2..comment as u64 + 4).contains(&line), "{place}");
}
