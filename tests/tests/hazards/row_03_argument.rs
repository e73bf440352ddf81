//! Row 3: an argument that the body uses partly or not at all panics when dropped.

use crate::row::Row;
use crate::support::{expect_refused_to_unwind, last_error, this_test};
use ffi_guard::ffi_export;
use ffi_guard_test_support::child;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) const ROW: Row = Row {
    number: 3,
    hazard: "an argument that the body uses partly or not at all panics when dropped",
    without: "SIGABRT: a closure captures only the variables that it names, so the drop is outside the catch",
    guarded: Some("the fallback: every parameter is moved into the guarded body"),
    elsewhere: &[],
};

/// Panics when dropped if it is armed.
#[repr(C)]
struct PanicsOnDrop {
    armed: bool,
}

impl Drop for PanicsOnDrop {
    fn drop(&mut self) {
        assert!(!self.armed, "dropped");
    }
}

#[repr(C)]
struct Pair {
    used: PanicsOnDrop,
    left: PanicsOnDrop,
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_03_never_mentioned(_argument: PanicsOnDrop) -> i32 {
    0
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_03_wildcard(_: PanicsOnDrop) -> i32 {
    0
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_03_partly_moved(pair: Pair) -> i32 {
    mem::forget(pair.used);
    0
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_03_partly_bound(Pair { used, .. }: Pair) -> i32 {
    mem::forget(used);
    0
}

/// The body panics, so the drop of the argument must not panic: that would be a second panic during unwinding.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_03_body_panics(mut argument: PanicsOnDrop) -> i32 {
    argument.armed = false;
    panic!("the body")
}

/// The closure does not name `_argument`, so it does not capture it.
extern "C" fn by_hand(_argument: PanicsOnDrop) -> i32 {
    catch_unwind(AssertUnwindSafe(|| 0)).unwrap_or(-1)
}

fn argument(armed: bool) -> PanicsOnDrop {
    PanicsOnDrop { armed }
}

fn pair(armed: bool) -> Pair {
    Pair { used: argument(armed), left: argument(armed) }
}

#[test]
fn hazard_03_by_hand_aborts() {
    if child::is_child() {
        by_hand(argument(true));
        return;
    }
    let outcome = expect_refused_to_unwind(this_test!(hazard_03_by_hand_aborts).run());
    assert!(outcome.stderr.contains("dropped"), "{outcome}");
}

#[test]
fn hazard_03_arguments_are_dropped_inside_the_guard() {
    let calls: [fn(bool) -> i32; 4] = [
        |armed| hazard_03_never_mentioned(argument(armed)),
        |armed| hazard_03_wildcard(argument(armed)),
        |armed| hazard_03_partly_moved(pair(armed)),
        |armed| hazard_03_partly_bound(pair(armed)),
    ];
    for (failures, call) in (1..).zip(calls) {
        assert_eq!(call(false), 0);
        assert_eq!(call(true), -1);
        let error = last_error();
        assert_eq!((error.message(), error.count()), ("dropped", failures));
    }
}

#[test]
fn hazard_03_the_bodys_own_panic_is_the_one_that_is_reported() {
    assert_eq!(hazard_03_body_panics(argument(true)), -1);
    assert_eq!(last_error().message(), "the body");
}
