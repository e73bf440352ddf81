//! Reports tests that could not run.

use std::env;
use std::fs::OpenOptions;
use std::io::{self, Write};

/// Names the file of the skipped parts of a CI run.
const VARIABLE: &str = "FFI_GUARD_SKIPPED";

/// Prints `SKIPPED: <what>: <why>` to standard error, directly, because the test harness captures `eprintln!`.
///
/// The line is also appended to the file that `FFI_GUARD_SKIPPED` names, which `cargo xtask` reads for its summary. Use
/// this only if an optional tool is missing, never to work around a failure.
///
/// ```no_run
/// ffi_guard_test_support::skip::announce("instruction counts", "valgrind is not installed");
/// ```
///
/// # Panics
///
/// If the line cannot be appended to the file.
pub fn announce(what: &str, why: &str) {
    let line = format!("SKIPPED: {what}: {why}\n");
    // Standard error that is closed must not fail the test.
    let _ = io::stderr().lock().write_all(line.as_bytes());
    if let Some(path) = env::var_os(VARIABLE) {
        // One write, because other tests append at the same time.
        let file = OpenOptions::new().append(true).open(path);
        file.and_then(|mut file| file.write_all(line.as_bytes()))
            .unwrap_or_else(|e| panic!("cannot append to the file of {VARIABLE}: {e}"));
    }
}
