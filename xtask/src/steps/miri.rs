//! The runtime under Miri, which reports undefined behaviour that no processor shows. Miri runs no C; the tests of
//! callbacks have the same in Rust for it.

use anyhow::{Result, ensure};

use crate::ci::{Ci, succeeds};

/// The packages of the runtime.
const PACKAGES: [&str; 2] = ["ffi-guard-core", "ffi-guard-runtime"];

/// Test targets without C.
const TARGETS: [&str; 5] = ["--lib", "--test", "callbacks", "--test", "failures"];

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
    test(ci, "", &[&TARGETS[..], &["--"], &skip].concat())?;
    let printed = test(ci, "-Zmiri-ignore-leaks", &[&TARGETS[..], &["--"], &LEAKING].concat())?;
    let missing: Vec<_> = LEAKING.iter().filter(|name| !printed.contains(**name)).collect();
    ensure!(missing.is_empty(), "these tests have other names now: {missing:?}");
    test(ci, SEEDS, &["--lib", "handle::table::tests::threads"])?;
    test(ci, "-Zmiri-strict-provenance", &[&["--lib"], &NARROW[..], &["handle::"]].concat())?;
    Ok(())
}

/// Runs tests under Miri and returns their output. Fails if there are none, because a test may have got another name.
fn test(ci: &Ci, flags: &str, arguments: &[&str]) -> Result<String> {
    let packages = PACKAGES.iter().flat_map(|package| ["-p", package]);
    let miri = ci.nightly("cargo").args(["miri", "test"]).args(packages).args(arguments);
    let printed = miri.env("MIRIFLAGS", flags).read()?;
    println!("{printed}");
    ensure!(printed.contains(" ... ok"), "no test ran: {arguments:?}");
    Ok(printed)
}
