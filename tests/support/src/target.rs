//! The target that the fixtures, projects and C programs of a test are built for.
//!
//! `FFI_GUARD_TARGET` names it; the default is the target of the test itself. Programs that the machine cannot
//! run are started by the runner in `CARGO_TARGET_<TRIPLE>_RUNNER`, as cargo does. `cargo xtask` has a step for
//! each target that runs the tests in both ways:
//!
//! - built for the target and started by its runner, for tests of the process itself;
//! - on the machine, for tests that build something, because an emulator need not start cargo or a C compiler.

use std::env;
use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::thread;

use ffi_guard_csrc::target::{self as csrc, TARGET};

/// The variable that names the target.
const VARIABLE: &str = "FFI_GUARD_TARGET";

/// The variable that names the file of tests that could not run.
const UNAVAILABLE: &str = "FFI_GUARD_UNAVAILABLE";

/// Returns the target triple that fixtures, projects and C programs are built for.
#[must_use]
pub fn triple() -> &'static str {
    static TRIPLE: OnceLock<String> = OnceLock::new();
    TRIPLE.get_or_init(|| env::var(VARIABLE).unwrap_or_else(|_| TARGET.to_owned()))
}

/// Returns whether the target is Windows.
#[must_use]
pub fn is_windows() -> bool {
    triple().contains("-windows-")
}

/// Returns whether the C library is musl.
#[must_use]
pub fn is_musl() -> bool {
    triple().ends_with("-musl")
}

/// Ends the test unless the C library can unload a library.
///
/// # Panics
///
/// If the C library is musl.
#[track_caller]
pub fn require_unloading() {
    if is_musl() {
        unavailable("`dlclose` of musl unloads nothing");
    }
}

/// Ends the test unless the C library has `makecontext`, for fibres.
///
/// # Panics
///
/// If the C library is musl.
#[track_caller]
pub fn require_contexts() {
    if is_musl() {
        unavailable("musl has no `makecontext`");
    }
}

/// Ends the test if the processes that it starts run under an emulator.
///
/// # Panics
///
/// If they do. `why` says what the emulator prevents.
#[track_caller]
pub fn require_native(why: &str) {
    if !is_native() {
        unavailable(why);
    }
}

/// Returns the operating system and the C library in the triple, such as `linux-gnu`.
#[must_use]
pub fn system() -> &'static str {
    triple().splitn(3, '-').nth(2).unwrap_or_default()
}

/// Ends the test because the target lacks something that it needs, and reports the reason to `cargo xtask`.
///
/// The harness reports the test as failed. The step of the target counts it as unavailable.
///
/// # Panics
///
/// Always.
#[track_caller]
pub fn unavailable(why: &str) -> ! {
    report(why).unwrap_or_else(|e| panic!("cannot append to the file of {UNAVAILABLE}: {e}"));
    panic!("not available on {}: {why}", triple());
}

/// Ends the test unless the target is Unix.
///
/// # Panics
///
/// If the target is not Unix. `why` names what the test needs.
#[track_caller]
pub fn require_unix(why: &str) {
    if is_windows() {
        unavailable(why);
    }
}

/// Ends the test if it runs under the runner of its target, where tools of the machine cannot be started. `cargo xtask`
/// runs such a test again, on the machine.
///
/// # Panics
///
/// If the test runs under a runner.
#[track_caller]
pub fn require_machine() {
    if is_set() && !csrc::runner(TARGET).is_empty() {
        unavailable("starts tools of the machine");
    }
}

/// Returns whether programs of the target run under Wine.
#[must_use]
pub fn is_wine() -> bool {
    is_windows() && !is_native()
}

/// Returns whether the machine runs programs of the target without a runner.
#[must_use]
pub fn is_native() -> bool {
    !is_set() || csrc::runner(triple()).is_empty()
}

/// Returns a command that starts a program of the target.
pub(crate) fn command(program: &Path) -> Command {
    command_for(triple(), program)
}

/// Returns a command that starts a program of the target that this crate is compiled for.
pub(crate) fn command_here(program: &Path) -> Command {
    command_for(TARGET, program)
}

fn command_for(target: &str, program: &Path) -> Command {
    // Without the variable, the runner is one that cargo was given for another purpose, such as valgrind.
    if is_set() { csrc::command(target, program) } else { Command::new(program) }
}

fn is_set() -> bool {
    env::var_os(VARIABLE).is_some()
}

/// Returns whether a variable must be kept for the children of a test.
pub(crate) fn is_kept(name: &OsStr) -> bool {
    name == VARIABLE || name == UNAVAILABLE
}

/// Returns whether cargo needs a variable to link or run programs of the target.
pub(crate) fn is_for_cargo(name: &str) -> bool {
    is_set()
        && name.starts_with("CARGO_TARGET_")
        && ["_LINKER", "_RUNNER", "_RUSTFLAGS"].iter().any(|end| name.ends_with(end))
}

fn report(why: &str) -> std::io::Result<()> {
    let Some(path) = env::var_os(UNAVAILABLE) else { return Ok(()) };
    let thread = thread::current();
    let line = format!("{}\t{why}\n", thread.name().unwrap_or_default());
    OpenOptions::new().append(true).open(path)?.write_all(line.as_bytes())
}
