//! Shared by these tests: runs the program.

use ffi_guard_test_support::child::{Outcome, Process};
use std::ffi::OsStr;

/// Runs `cargo ffi-guard abi` with these arguments.
pub(crate) fn abi<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Outcome {
    Process::new(env!("CARGO_BIN_EXE_cargo-ffi-guard"))
        .args(["ffi-guard", "abi"])
        .args(arguments)
        .run()
}
