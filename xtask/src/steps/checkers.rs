//! C programs and callbacks under valgrind's memcheck and Rust's sanitizers.
//!
//! The test `checked` first proves that the checker reports a defect in C and one in Rust.

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::ci::Ci;

/// Tests that close a library. That unmaps the copy of the standard library that keeps the panic hook, so the hook leaks.
const CLOSES_LIBRARIES: [&str; 4] =
    ["--skip", "two_libraries::both_close", "--skip", "two_libraries::one_is_reloaded"];

/// The C tests that memcheck runs before a merge. AddressSanitizer runs all of them in less time; memcheck alone reports
/// values that were never set, and these tests pass and return the most kinds of values.
const VALUES: [&str; 6] = [
    "convert::",
    "handles::unchecked::",
    "handles::poisoned::",
    "handles::checked::",
    "results::",
    "hooks::",
];

/// The same tests with the static library run the same code.
const STATIC: [&str; 2] = ["--skip", "statically_linked"];

/// The C tests that have several threads.
const THREADS: [&str; 5] = ["thread", "callback::", "checked::", "two_libraries::", "shares"];

pub(crate) fn memcheck(ci: &Ci) -> Result<()> {
    // `cargo test --workspace` runs `checked` under memcheck already.
    check(ci, "memcheck", &["c_suite"], &VALUES, &STATIC)
}

pub(crate) fn memcheck_all(ci: &Ci) -> Result<()> {
    check(ci, "memcheck", &["checked", "c_suite"], &[], &CLOSES_LIBRARIES)
}

pub(crate) fn address(ci: &Ci) -> Result<()> {
    check(ci, "address", &["checked", "c_suite"], &[], &CLOSES_LIBRARIES)
}

pub(crate) fn thread(ci: &Ci) -> Result<()> {
    check_races(ci, &THREADS)
}

pub(crate) fn thread_all(ci: &Ci) -> Result<()> {
    check_races(ci, &[])
}

/// Runs the tests under ThreadSanitizer. It needs a standard library that is built for it, whose dependencies may have to
/// be downloaded.
fn check_races(ci: &Ci, c_tests: &[&str]) -> Result<()> {
    let sysroot = ci.nightly("rustc").args(["--print", "sysroot"]).quiet().ignore_stderr().read();
    let manifest =
        format!("{}/lib/rustlib/src/rust/library/Cargo.toml", sysroot.unwrap_or_default());
    if ci.sh.path_exists(&manifest) {
        let fetch = ["fetch", "--quiet", "--locked", "--manifest-path", &manifest];
        if ci.nightly("cargo").args(fetch).run().is_err() {
            let why = "the dependencies of the standard library cannot be downloaded";
            return ci.skip("C programs and callbacks under thread", why);
        }
    }
    check(ci, "thread", &["checked"], &[], &[])?;
    check(ci, "thread", &["c_suite"], c_tests, &[])
}

/// Runs test executables under a checker: those tests whose names contain one of the filters, or all if there are none.
fn check(ci: &Ci, checker: &str, tests: &[&str], filters: &[&str], skip: &[&str]) -> Result<()> {
    let missing = ci.program("checker")?.arg(checker).ignore_status().read()?;
    if !missing.is_empty() {
        return ci.skip(&format!("C programs and callbacks under {checker}"), &missing);
    }
    let tests: Vec<_> = tests.iter().flat_map(|test| ["--test", test]).collect();
    expect_matches(ci, &tests, filters)?;
    // `--workspace` selects the features of `cargo test --workspace`, so that no dependency is built again.
    cmd!(ci.sh, "cargo test --workspace {tests...} -- {filters...} {skip...}")
        .env("FFI_GUARD_CHECKER", checker)
        .run()?;
    Ok(())
}

/// Fails if no test has one of the filters in its name, because the tests may have got other names.
fn expect_matches(ci: &Ci, tests: &[&str], filters: &[&str]) -> Result<()> {
    for filter in filters {
        let listed =
            cmd!(ci.sh, "cargo test --quiet --workspace {tests...} -- --list {filter}").read()?;
        ensure!(listed.contains(": test"), "no test of {tests:?} matches `{filter}`");
    }
    Ok(())
}
