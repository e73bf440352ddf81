//! Runs a process and says how it ended; a test whose subject ends the process runs in one of its own.
//!
//! ```no_run
//! use ffi_guard_tests::child;
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

pub use outcome::{Outcome, SIGABRT, SIGKILL, SIGSEGV};
pub use process::Process;

/// Tells the test body that it is the child.
const MARK: &str = "FFI_GUARD_TEST_CHILD";

/// The test `name` of the running test executable again, in a process of its own, where [`is_child`] is true.
///
/// The harness runs it on a thread beside the main one. What has to happen on the main thread, or without Rust's
/// harness, is a C program: see [`crate::c`].
///
/// `name` is the one that the test harness prints: with its modules, without the crate. A child that runs no
/// test, because there is none of this name, makes [`Process::run`] panic.
///
/// # Panics
///
/// If the path of the running executable is not known, or this is the child already.
#[must_use]
#[track_caller]
pub fn this_test(name: &str) -> Process {
    assert!(!is_child(), "the child of `{name}` must return before it asks for a child");
    let executable = env::current_exe().expect("the path of the running test");
    Process::new(executable)
        .args(["--exact", name, "--include-ignored", "--nocapture", "--test-threads=1"])
        .env(MARK, "1")
        .expect_in_stdout("running 1 test\n")
}

/// Whether this is the process that [`this_test`] made: do what may end it, and return.
#[must_use]
pub fn is_child() -> bool {
    env::var_os(MARK).is_some()
}
