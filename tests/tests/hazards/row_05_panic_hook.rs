//! Row 5: a panic inside a panic hook. std ends the process before any catch is reached.

use crate::row::Row;
use crate::support::this_test;
use ffi_guard::ffi_export;
use ffi_guard_test_support::child::{self, Outcome};
use std::panic;

pub(crate) const ROW: Row = Row {
    number: 5,
    hazard: "a panic hook panics, or calls an exported function that panics",
    without: "SIGABRT by std: \"thread panicked while processing panic\"",
    guarded: None,
    elsewhere: &[],
};

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_05_even(value: i32) -> i32 {
    assert!(value % 2 == 0, "{value} is odd");
    value
}

#[track_caller]
fn expect_panicked_in_hook(outcome: Outcome) {
    let outcome = outcome.expect_aborted();
    assert!(outcome.stderr.contains("panicked while processing panic. aborting."), "{outcome}");
    assert!(!outcome.stderr.contains("came back"), "{outcome}");
}

#[test]
fn hazard_05_a_hook_that_panics_aborts() {
    if child::is_child() {
        panic::set_hook(Box::new(|_| panic!("the hook")));
        eprintln!("returned {}", hazard_05_even(1));
        return;
    }
    expect_panicked_in_hook(this_test!(hazard_05_a_hook_that_panics_aborts).run());
}

#[test]
fn hazard_05_a_guarded_function_that_panics_in_a_hook_aborts() {
    if child::is_child() {
        panic::set_hook(Box::new(|_| eprintln!("returned {}", hazard_05_even(3))));
        hazard_05_even(1);
        return;
    }
    expect_panicked_in_hook(
        this_test!(hazard_05_a_guarded_function_that_panics_in_a_hook_aborts).run(),
    );
}

#[test]
fn hazard_05_a_guarded_function_that_succeeds_in_a_hook_is_fine() {
    if child::is_child() {
        panic::set_hook(Box::new(|_| eprintln!("in the hook: {}", hazard_05_even(4))));
        assert_eq!(hazard_05_even(1), -1);
        return;
    }
    let test = this_test!(hazard_05_a_guarded_function_that_succeeds_in_a_hook_is_fine);
    let outcome = test.run().expect_success();
    assert!(outcome.stderr.contains("in the hook: 4"), "{outcome}");
}
