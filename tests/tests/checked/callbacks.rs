//! Runs the runtime's tests of callbacks under the checker. C calls closures that panic there.

use crate::checker;
use ffi_guard_test_support::checker::Checker;

/// Leaks a callback that its own closure drops, as documented.
const LEAKS: &str = "a_closure_that_drops_its_own_callback";

/// A hundred thousand panics take minutes under memcheck; only the sanitizers run this test.
const LONG: &str = "round_trips::";

#[track_caller]
pub(crate) fn nothing_is_found(checker: Checker, arguments: &[&str]) {
    let output = checker.cargo_test(arguments);
    assert!(output.success, "{checker:?} of {arguments:?}\n{output}");
    let passed = output.stdout.matches(" ... ok\n").count();
    assert!(passed > 0, "{arguments:?}: nothing ran\n{output}");
}

#[test]
fn driven_by_libraries_in_c() {
    let Some(checker) = checker() else { return };
    nothing_is_found(checker, &["-p", "ffi-guard-runtime", "--test", "driven"]);
}

#[test]
fn driven_by_c_of_our_own() {
    let Some(checker) = checker() else { return };
    let skipped: &[&str] = match checker {
        Checker::Memcheck => &["--", "--skip", LEAKS, "--skip", LONG],
        Checker::Address => &["--", "--skip", LEAKS],
        Checker::Thread => &[],
    };
    let callbacks = ["-p", "ffi-guard-runtime", "--test", "callbacks"];
    nothing_is_found(checker, &[&callbacks[..], skipped].concat());
}
