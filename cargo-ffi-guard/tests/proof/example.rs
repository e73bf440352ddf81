//! The headers of libraries in this repository: the generated ones of the examples, and two that are written by hand.

use crate::support::{TARGETS, is_available};
use ffi_guard_test_support::child::{Outcome, Process};
use ffi_guard_test_support::paths;

const EXAMPLE: &str = "examples/semver-capi";
const HEADER: &str = "examples/semver-capi/include/semver.h";

/// Proves the header of a package.
fn prove(package: &str, header: &str) -> Process {
    let workspace = paths::workspace();
    Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
        .args(["ffi-guard", "header", "--manifest-path"])
        .arg(workspace.join(package).join("Cargo.toml"))
        .arg(format!("--prove={}", workspace.join(header).display()))
        .env("CARGO_TARGET_DIR", paths::target().join("tests/proof"))
        .env("CFLAGS", format!("-I{}", paths::include().display()))
}

fn expect_checks(outcome: Outcome, count: usize) {
    let outcome = outcome.expect_success();
    let result = outcome.stderr.lines().find_map(|line| line.split_once(" is right: "));
    let checks = result.and_then(|(_, rest)| rest.split(' ').next()?.parse::<usize>().ok());
    assert!(checks.is_some_and(|checks| checks >= count), "{outcome}");
}

#[test]
fn the_header_of_the_example_is_right() {
    expect_checks(prove(EXAMPLE, HEADER).run(), 70);
}

#[test]
fn the_header_of_the_example_with_callbacks_is_right() {
    let header = "examples/minijinja-capi/include/jinja.h";
    expect_checks(prove("examples/minijinja-capi", header).run(), 100);
}

#[test]
#[ignore = "for other targets: cargo xtask other-targets"]
fn the_header_of_the_example_is_right_on_other_targets() {
    for (target, program) in TARGETS {
        if is_available(target, program) {
            let variable = format!("CC_{}", target.replace('-', "_"));
            let process = prove(EXAMPLE, HEADER).env(variable, program);
            expect_checks(process.args(["--target", target]).run(), 70);
        }
    }
}

#[test]
fn the_headers_of_fixtures_are_right() {
    expect_checks(prove("tests/fixtures/toolbox", "csrc/programs/toolbox.h").run(), 60);
    expect_checks(prove("tests/fixtures/handles", "csrc/programs/handles.h").run(), 100);
}
