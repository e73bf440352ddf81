//! The runtime under Miri, which reports undefined behaviour that no processor shows. Miri runs no C; the tests of
//! callbacks have the same in Rust for it.

use std::process::Command;

use anyhow::{Result, ensure};

use crate::ci::{Ci, succeeds};
use crate::parallel;

/// The packages of the runtime.
const PACKAGES: [&str; 2] = ["ffi-guard-core", "ffi-guard-runtime"];

/// Test targets without C.
const TARGETS: [&[&str]; 4] =
    [&["--lib"], &["--test", "callbacks"], &["--test", "failures"], &["--test", "results"]];

/// Tests of values that are leaked on purpose, because they are still in use or can only panic again.
const LEAKING: [&str; 3] = [
    "leaks_an_endless_chain_of_payloads",
    "a_closure_that_drops_its_own_callback",
    "a_scope_closed_on_another_thread_is_passed_over",
];

/// Orders of threads that the registry of handles is tested in.
const SEEDS: &str = "-Zmiri-strict-provenance -Zmiri-many-seeds=0..16";

/// The size of a token's halves differs on 32-bit targets.
const NARROW: [&str; 2] = ["--target", "i686-unknown-linux-gnu"];

/// Whether Miri is installed. Announces it if not.
pub(crate) fn is_installed(ci: &Ci, what: &str) -> Result<bool> {
    let installed = succeeds(ci.nightly("cargo").args(["miri", "--version"]));
    if !installed {
        ci.skip(what, "the nightly toolchain has no component miri")?;
    }
    Ok(installed)
}

pub(crate) fn miri(ci: &Ci) -> Result<()> {
    if !is_installed(ci, "the runtime under Miri")? {
        return Ok(());
    }
    let skip: Vec<_> = LEAKING.iter().flat_map(|name| ["--skip", name]).collect();
    let narrow = [&["--lib"], &NARROW[..], &["handle::"]].concat();
    let leaking = [&TARGETS.concat()[..], &["--"], &LEAKING].concat();
    let mut tests: Vec<_> =
        TARGETS.iter().map(|target| test(ci, "", &[target, &["--"][..], &skip].concat())).collect();
    tests.push(test(ci, "-Zmiri-ignore-leaks", &leaking));
    tests.push(test(ci, SEEDS, &["--lib", "handle::table::tests::threads"]));
    tests.push(test(ci, "-Zmiri-strict-provenance", &narrow));
    // Miri interprets on one processor.
    let printed = parallel::outputs(tests)?;
    for output in &printed {
        println!("{output}");
        // A test may have got another name.
        ensure!(output.contains(" ... ok"), "no test ran");
    }
    let missing: Vec<_> =
        LEAKING.iter().filter(|name| !printed.iter().any(|it| it.contains(**name))).collect();
    ensure!(missing.is_empty(), "these tests have other names now: {missing:?}");
    Ok(())
}

/// Returns a run of tests under Miri.
fn test(ci: &Ci, flags: &str, arguments: &[&str]) -> Command {
    let packages = PACKAGES.iter().flat_map(|package| ["-p", package]);
    let miri = ci.nightly("cargo").args(["miri", "test"]).args(packages).args(arguments);
    miri.env("MIRIFLAGS", flags).into()
}
