//! `cargo ffi-guard` as a user installs it, and this project held to what the tool asks of others.

use std::env;

use anyhow::Result;
use xshell::{Cmd, cmd};

use super::{install, platforms};
use crate::ci::{Ci, succeeds};
use crate::platform::{self, AARCH64, I686, S390X, WINDOWS};
use crate::report::Report;

const INSTALLED: &str = "target/installed";

/// The packages of the example libraries, and the names of their headers.
const EXAMPLES: [(&str, &str); 2] = [("minijinja-capi", "jinja"), ("semver-capi", "semver")];

pub(crate) fn round_trip(ci: &Ci) -> Result<()> {
    let example = ["-p", "ffi-guard-runtime", "--example", "round_trip"];
    Ok(cmd!(ci.sh, "cargo run --release --quiet {example...}").run()?)
}

/// Installs the tool below the target directory, in the profile that the tests have built most of.
pub(crate) fn install(ci: &Ci) -> Result<()> {
    install_with(ci, &["--debug"])
}

/// Installs the tool as a user does, and checks and audits with it.
pub(crate) fn release(ci: &Ci) -> Result<()> {
    install_with(ci, &[])?;
    check_installed(ci)?;
    audit_installed(ci)
}

fn install_with(ci: &Ci, profile: &[&str]) -> Result<()> {
    let tool = ["--path", "cargo-ffi-guard", "--root", INSTALLED];
    Ok(cmd!(ci.sh, "cargo install --quiet --locked {tool...} {profile...}").run()?)
}

/// Checks every exported function of the sources, fixtures included, and the ABIs of the examples. Each function that is
/// unguarded on purpose says why.
pub(crate) fn check(ci: &Ci) -> Result<()> {
    install(ci)?;
    check_installed(ci)
}

fn check_installed(ci: &Ci) -> Result<()> {
    ffi_guard(ci, "check")?.arg("--workspace").run()?;
    for (package, _) in EXAMPLES {
        let lock = format!("examples/{package}/abi.lock");
        ffi_guard(ci, "abi")?.args(["--package", package, "--check", &lock]).run()?;
    }
    Ok(())
}

/// Audits the C libraries as they ship, and the executables that C calls back.
pub(crate) fn audit(ci: &Ci) -> Result<()> {
    install(ci)?;
    audit_installed(ci)
}

fn audit_installed(ci: &Ci) -> Result<()> {
    let release = ci.target().join("release");
    ffi_guard(ci, "audit")?
        .args(["--profile", "release", "--allow", "tests/ffi-allow-by-hand.txt"])
        .run()?;
    // The library that is written by hand has the same functions, and what it may leave unguarded, the example may not.
    for (package, header) in EXAMPLES {
        let library = package.replace('-', "_");
        ffi_guard(ci, "audit")?
            .args(["--header", &format!("examples/{package}/include/{header}.h")])
            .args(["so", "a"].map(|kind| release.join(format!("lib{library}.{kind}"))))
            .run()?;
    }
    let programs = ["-p", "ffi-guard-demo", "-p", "ffi-guard-fixture-nested"];
    cmd!(ci.sh, "cargo build --quiet --release {programs...} --bins").run()?;
    ffi_guard(ci, "audit")?
        .args(["--allow", "tests/ffi-allow.txt"])
        .args(["ffi-guard-demo", "nested"].map(|name| release.join(name)))
        .run()?;
    Ok(())
}

/// The targets other than the host for which the tests build libraries and headers.
const OTHERS: [&str; 9] = [
    "x86_64-pc-windows-gnu",
    "i686-pc-windows-gnu",
    "x86_64-pc-windows-msvc",
    "aarch64-apple-darwin",
    "x86_64-apple-darwin",
    "aarch64-unknown-linux-gnu",
    "i686-unknown-linux-gnu",
    "s390x-unknown-linux-gnu",
    "x86_64-unknown-linux-musl",
];

/// Audits libraries for other targets, proves their headers and lists their exports.
pub(crate) fn other_targets(ci: &Ci) -> Result<()> {
    for platform in [&WINDOWS, &AARCH64, &I686, &S390X] {
        platforms::install_tools(ci, platform)?;
    }
    if !succeeds(cmd!(ci.sh, "rustup target add {OTHERS...}")) {
        ci.skip("artifacts for other targets", "their standard libraries cannot be installed")?;
    }
    let tests = ["--test", "audit", "--test", "proof", "--test", "exports"];
    let run = ["--", "--ignored", "--nocapture"];
    cmd!(ci.sh, "cargo test -p cargo-ffi-guard {tests...} {run...}").run()?;
    let installed = cmd!(ci.sh, "rustup target list --installed").read()?;
    platform::AUDITED
        .iter()
        .filter(|audited| installed.lines().any(|line| line == audited.triple))
        .try_for_each(|audited| Report::audited(audited).write(ci))
}

/// Builds a library with each of many single changes, and compares what the tool and abidiff say about it.
pub(crate) fn abi_changes(ci: &Ci) -> Result<()> {
    install::abidiff(ci)?;
    let test = ["-p", "cargo-ffi-guard", "--test", "abi", "each_change", "--", "--ignored"];
    Ok(cmd!(ci.sh, "cargo test {test...}").run()?)
}

/// Returns a call of `cargo ffi-guard` that finds the installed program first.
fn ffi_guard<'a>(ci: &'a Ci, command: &str) -> Result<Cmd<'a>> {
    let path = env::var_os("PATH").unwrap_or_default();
    let installed = ci.sh.current_dir().join(INSTALLED).join("bin");
    let path = env::join_paths([installed].into_iter().chain(env::split_paths(&path)))?;
    Ok(cmd!(ci.sh, "cargo ffi-guard {command}").env("PATH", path))
}
