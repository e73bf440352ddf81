//! A user's crate with the oldest supported compiler and with the coming one, and the libraries with the oldest
//! dependencies that they accept.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xshell::{Cmd, cmd};

use crate::ci::{Ci, succeeds};

/// The tests that build crates with the toolchain that `FFI_GUARD_TOOLCHAIN` names: arguments of `cargo test`.
const TESTS: [&[&str]; 3] = [
    &["--test", "toolchains", "--test", "lower_case"],
    // The other tests of this target compare the messages of the pinned compiler.
    &["--test", "ui_unguarded", "--", "every_", "three_hundred", "arguments_of_macros"],
    &[
        "--test",
        "c_suite",
        "--",
        "convert::",
        "handles::",
        "results::",
        "--skip",
        "statically_linked",
    ],
];

/// The libraries that each user builds. The tool is installed with its lock file.
const LIBRARIES: [&str; 5] = [
    "ffi-guard-syntax",
    "ffi-guard-scan",
    "ffi-guard-core",
    "ffi-guard-macros",
    "ffi-guard-runtime",
];

const NIGHTLY: &str = "nightly";

pub(crate) fn minimum(ci: &Ci) -> Result<()> {
    let version = minimum_version(ci)?;
    let toolchain = format!("{version}.0");
    let install = ["toolchain", "install", "--profile", "minimal", &toolchain];
    if !is_installed(ci, &toolchain) && cmd!(ci.sh, "rustup {install...}").run().is_err() {
        return ci.skip("the minimum Rust", &format!("Rust {toolchain} cannot be installed"));
    }
    test_with(ci, &toolchain)?;
    build_with_own_lock(ci, &version, &toolchain)
}

pub(crate) fn newest(ci: &Ci) -> Result<()> {
    if !is_installed(ci, NIGHTLY) {
        return ci.skip("the newest Rust", "no nightly toolchain is installed");
    }
    test_with(ci, NIGHTLY)
}

/// Checks the libraries with the oldest version of each dependency that their manifests accept.
pub(crate) fn minimal_versions(ci: &Ci) -> Result<()> {
    if !is_installed(ci, NIGHTLY) {
        return ci.skip("minimal versions", "no nightly toolchain is installed");
    }
    let manifest = copy_libraries(ci, &ci.target().join("minimal-versions"))?;
    let update = ["update", "--quiet", "-Z", "direct-minimal-versions", "--manifest-path"];
    let output = cargo(ci, NIGHTLY).args(update).arg(&manifest).ignore_status().output()?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        ensure!(!message.contains("failed to select a version"), "{message}");
        return ci.skip("minimal versions", "the dependencies cannot be downloaded");
    }
    let packages = LIBRARIES.iter().flat_map(|package| ["-p", package]);
    let check = ["check", "--quiet", "--locked", "--all-features", "--manifest-path"];
    Ok(cargo(ci, NIGHTLY).args(check).arg(&manifest).args(packages).run()?)
}

/// Copies the workspace, because another lock file needs another workspace, and returns the manifest of the copy. Its
/// members are the libraries and what they depend on.
fn copy_libraries(ci: &Ci, copy: &Path) -> Result<PathBuf> {
    ci.sh.remove_path(copy)?;
    ci.sh.create_dir(copy)?;
    let files = "git ls-files -z | xargs -0 cp --parents -t \"$0\"";
    cmd!(ci.sh, "bash -c {files} {copy}").quiet().run()?;
    let path = copy.join("Cargo.toml");
    let manifest = ci.sh.read_file(&path)?;
    let (before, members) = manifest.split_once("\nmembers = ").context("no members")?;
    let (_, after) = members.split_once(']').context("the list of members has no end")?;
    ci.sh.write_file(&path, format!("{before}\nmembers = {LIBRARIES:?}{after}"))?;
    Ok(path)
}

/// Returns the version that the manifest of the workspace states for the libraries.
fn minimum_version(ci: &Ci) -> Result<String> {
    let manifest = ci.sh.read_file("Cargo.toml")?;
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    Ok(version.context("Cargo.toml has no rust-version")?.trim_matches('"').to_owned())
}

fn is_installed(ci: &Ci, toolchain: &str) -> bool {
    let run = cmd!(ci.sh, "rustup run {toolchain} rustc --version");
    succeeds(run.env("RUSTUP_AUTO_INSTALL", "0"))
}

/// Returns a call of the cargo of a toolchain.
fn cargo<'a>(ci: &'a Ci, toolchain: &str) -> Cmd<'a> {
    // They name the tools of the toolchain that runs xtask.
    ["CARGO", "RUSTC", "RUSTDOC"]
        .into_iter()
        .fold(cmd!(ci.sh, "rustup run {toolchain} cargo"), Cmd::env_remove)
}

/// The pinned compiler builds the tests. They build their crates with this toolchain, and with the dependencies that the
/// lock file of the workspace names.
fn test_with(ci: &Ci, toolchain: &str) -> Result<()> {
    for arguments in TESTS {
        cmd!(ci.sh, "cargo test --quiet -p ffi-guard-tests")
            .args(arguments)
            .env("FFI_GUARD_TOOLCHAIN", toolchain)
            .run()?;
    }
    Ok(())
}

/// Builds the same crate with the versions of the dependencies that cargo chooses for this Rust. A warning is an error in
/// `ffi-guard` too, so that its lints do not fail the build of a user who denies warnings.
fn build_with_own_lock(ci: &Ci, version: &str, toolchain: &str) -> Result<()> {
    let directory = ci.sh.create_dir(ci.target().join("minimum"))?;
    ci.sh.write_file(directory.join("Cargo.toml"), manifest(&ci.sh.current_dir(), version))?;
    ci.sh.copy_file("tests/toolchains/lib.rs", directory.join("lib.rs"))?;
    ci.sh.remove_path(directory.join("Cargo.lock"))?;
    let manifest = ["--manifest-path".into(), directory.join("Cargo.toml")];
    if cargo(ci, toolchain).arg("generate-lockfile").args(&manifest).run().is_err() {
        return ci.skip("a lock file for the minimum Rust", "the registry cannot be reached");
    }
    let build = cargo(ci, toolchain).args(["test", "--quiet", "--locked"]).args(&manifest);
    Ok(build.env("RUSTFLAGS", "-Dwarnings").run()?)
}

fn manifest(workspace: &Path, version: &str) -> String {
    let runtime: PathBuf = workspace.join("ffi-guard-runtime");
    format!(
        "[package]\nname = \"minimum\"\nedition = \"2024\"\nrust-version = {version:?}\nresolver = \"3\"\n\n\
         [lib]\npath = \"lib.rs\"\ncrate-type = [\"cdylib\", \"staticlib\"]\n\n\
         [dependencies]\nanyhow = \"1.0\"\n\
         ffi-guard-runtime = {{ path = {runtime:?}, features = [\"anyhow\", \"tracing\", \"track-frames\"] }}\n\n\
         [workspace]\n"
    )
}
