//! Row 6: `Display` or `Debug` panics while std formats the message of a panic.

use crate::row::Row;
use crate::support::this_test;
use ffi_guard::ffi_export;
use ffi_guard_test_support::child::{self, Outcome};
use std::fmt;

pub(crate) const ROW: Row = Row {
    number: 6,
    hazard: "`Display` or `Debug` panics while the message of a panic is formatted",
    without: "SIGABRT by std: the message is formatted inside the panic hook",
    guarded: None,
    elsewhere: &[],
};

struct Unprintable;

impl fmt::Display for Unprintable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("in Display")
    }
}

impl fmt::Debug for Unprintable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("in Debug")
    }
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_06_display() -> i32 {
    panic!("cannot work with {Unprintable}")
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_06_debug() -> i32 {
    let result: Result<i32, Unprintable> = std::hint::black_box(Err(Unprintable));
    result.unwrap()
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_06_before_the_panic() -> i32 {
    Unprintable.to_string().len() as i32
}

#[track_caller]
fn expect_panicked_while_formatting(outcome: Outcome) {
    let outcome = outcome.expect_aborted();
    assert!(outcome.stderr.contains("panicked while processing panic. aborting."), "{outcome}");
}

#[test]
fn hazard_06_display_aborts() {
    if child::is_child() {
        hazard_06_display();
        return;
    }
    expect_panicked_while_formatting(this_test!(hazard_06_display_aborts).run());
}

#[test]
fn hazard_06_debug_aborts() {
    if child::is_child() {
        hazard_06_debug();
        return;
    }
    expect_panicked_while_formatting(this_test!(hazard_06_debug_aborts).run());
}

/// If the text is formatted before the panic starts, a panic of its formatting is an ordinary one.
#[test]
fn hazard_06_formatting_before_the_panic_is_caught() {
    assert_eq!(hazard_06_before_the_panic(), -1);
    assert_eq!(crate::support::last_error().message(), "in Display");
}
