//! Row 3: an argument that the body does not use, or only in part, and whose drop panics.

use crate::row::Row;
use crate::support::{expect_refused_to_unwind, last_error, this_test};
use ffi_guard::ffi_export;
use ffi_guard_tests::child;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) const ROW: Row = Row {
    number: 3,
    hazard: "an argument that the body does not use, or only in part, panics when it is dropped",
    without: "SIGABRT: a closure does not capture what it does not name, so the drop is outside the catch",
    guarded: Some("the fallback: every parameter is moved into the guarded body"),
};

/// Its drop panics if it is armed.
#[repr(C)]
struct Grenade {
    armed: bool,
}

impl Drop for Grenade {
    fn drop(&mut self) {
        assert!(!self.armed, "the grenade went off");
    }
}

#[repr(C)]
struct Pair {
    used: Grenade,
    left: Grenade,
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_03_never_mentioned(_grenade: Grenade) -> i32 {
    0
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_03_wildcard(_: Grenade) -> i32 {
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

/// The body panics, and then the argument's drop must not: that would be a panic during unwinding.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_03_body_panics(mut grenade: Grenade) -> i32 {
    grenade.armed = false;
    panic!("the body")
}

/// The closure names nothing, so `_grenade` stays outside it.
extern "C" fn by_hand(_grenade: Grenade) -> i32 {
    catch_unwind(AssertUnwindSafe(|| 0)).unwrap_or(-1)
}

fn grenade(armed: bool) -> Grenade {
    Grenade { armed }
}

fn pair(armed: bool) -> Pair {
    Pair { used: grenade(armed), left: grenade(armed) }
}

#[test]
fn hazard_03_by_hand_aborts() {
    if child::is_child() {
        by_hand(grenade(true));
        return;
    }
    let outcome = expect_refused_to_unwind(this_test!(hazard_03_by_hand_aborts).run());
    assert!(outcome.stderr.contains("the grenade went off"), "{outcome}");
}

#[test]
fn hazard_03_arguments_are_dropped_inside_the_guard() {
    let calls: [fn(bool) -> i32; 4] = [
        |armed| hazard_03_never_mentioned(grenade(armed)),
        |armed| hazard_03_wildcard(grenade(armed)),
        |armed| hazard_03_partly_moved(pair(armed)),
        |armed| hazard_03_partly_bound(pair(armed)),
    ];
    for (failures, call) in (1..).zip(calls) {
        assert_eq!(call(false), 0);
        assert_eq!(call(true), -1);
        let error = last_error();
        assert_eq!((error.message(), error.count()), ("the grenade went off", failures));
    }
}

#[test]
fn hazard_03_the_bodys_own_panic_is_the_one_that_is_reported() {
    assert_eq!(hazard_03_body_panics(grenade(true)), -1);
    assert_eq!(last_error().message(), "the body");
}
