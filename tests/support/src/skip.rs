//! Reports tests that could not run.

use std::io::{self, Write};

/// Prints `SKIPPED: <what>: <why>` to standard error. Writes directly, because the test harness captures `eprintln!`.
///
/// `.ci/run` collects these lines for its summary. Use it only if an optional tool is missing, never to work around a
/// failure.
///
/// ```no_run
/// ffi_guard_test_support::skip::announce("instruction counts", "valgrind is not installed");
/// ```
pub fn announce(what: &str, why: &str) {
    // The test ends here in any case; it must not fail because standard error is closed.
    let _ = writeln!(io::stderr().lock(), "SKIPPED: {what}: {why}");
}
