//! Says loudly what could not be tested.

use std::io::{self, Write};

/// Prints `SKIPPED: <what>: <why>` to standard error, past the test harness, which would swallow it.
///
/// `.ci/run` collects these lines for its summary. To be used only where a tool is missing that a machine need
/// not have, never to get around a failure.
///
/// ```no_run
/// ffi_guard_tests::skip::announce("instruction counts", "valgrind is not installed");
/// ```
pub fn announce(what: &str, why: &str) {
    // The test is over either way; standard error that is closed must not make it fail.
    let _ = writeln!(io::stderr().lock(), "SKIPPED: {what}: {why}");
}
