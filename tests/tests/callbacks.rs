//! `#[ffi_callback]` where it ends the process, which takes a process of its own.
#![forbid(unsafe_code)]

use ffi_guard::{ffi_callback, try_across_c};
use ffi_guard_csrc::csrc_call;
use ffi_guard_tests::child;

#[ffi_callback(abort)]
extern "C" fn must_not_panic(value: i32) -> i32 {
    assert!(value > 0, "{value} is not positive");
    value
}

#[ffi_callback(fallback = 1 / value)]
extern "C" fn cannot_fall_back(value: i32) -> i32 {
    1 / value
}

/// Runs `provoke` in a process of its own, which must abort with `message`.
#[track_caller]
fn aborts(test: &str, provoke: fn(), message: &str) {
    if child::is_child() {
        return provoke();
    }
    let outcome = child::this_test(test).run().expect_aborted();
    assert!(outcome.stderr.contains(message), "{outcome}");
}

#[test]
fn abort_is_not_carried() {
    aborts(
        "abort_is_not_carried",
        || drop(try_across_c(|_| csrc_call(must_not_panic, 0))),
        "must_not_panic: 0 is not positive",
    );
}

#[test]
fn a_fallback_that_panics_aborts_and_names_the_function() {
    aborts(
        "a_fallback_that_panics_aborts_and_names_the_function",
        || drop(try_across_c(|_| csrc_call(cannot_fall_back, 0))),
        "cannot_fall_back: attempt to divide by zero",
    );
}
