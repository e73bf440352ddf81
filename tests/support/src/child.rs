//! Runs a process and reports how it ended. A test of code that ends the process runs in a child process.
//!
//! ```no_run
//! use ffi_guard_test_support::child;
//!
//! #[test]
//! fn an_unguarded_panic_aborts() {
//!     if child::is_child() {
//!         return provoke();
//!     }
//!     let outcome = child::this_test("an_unguarded_panic_aborts").run().expect_aborted();
//!     assert!(outcome.stderr.contains("cannot unwind"), "{outcome}");
//! }
//! # fn provoke() {}
//! ```

mod outcome;
mod process;

use std::env;

pub use outcome::{ACCESS_VIOLATION, FAST_FAIL, Outcome, SIGABRT, SIGKILL, SIGSEGV};
pub use process::Process;

use crate::target;

/// The variable that marks the child process.
const MARK: &str = "FFI_GUARD_TEST_CHILD";

/// Returns a process that runs the test `name` of the running test executable again; in it, [`is_child`] returns true.
///
/// The harness runs the test on a thread other than the main one. Tests that need the main thread, or no Rust harness,
/// are C programs: see [`crate::c`].
///
/// `name` is the name that the test harness prints: with its modules, without the crate. If this test does not exist,
/// [`Process::run`] panics.
///
/// # Panics
///
/// If the path of the running executable is not known, or if this is already the child.
#[must_use]
#[track_caller]
pub fn this_test(name: &str) -> Process {
    assert!(!is_child(), "the child of `{name}` must return before it asks for a child");
    this_executable()
        .args(["--exact", name, "--include-ignored", "--nocapture", "--test-threads=1"])
        .env(MARK, "1")
        .expect_in_stdout("running 1 test\n")
}

/// Returns a process that runs the running test executable again.
///
/// # Panics
///
/// If the path of the executable is not known.
#[must_use]
pub fn this_executable() -> Process {
    let executable = env::current_exe().expect("the path of the running test");
    // The test is built for its own target, even if the programs that it builds are for another.
    Process::from(target::command_here(&executable))
}

/// Returns whether this is the child process that [`this_test`] created. If so, the test should run the code that may
/// end the process, and return.
#[must_use]
pub fn is_child() -> bool {
    env::var_os(MARK).is_some()
}
