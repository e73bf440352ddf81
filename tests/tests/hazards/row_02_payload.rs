//! Row 2: a panic payload whose drop panics.

use crate::row::Row;
use crate::support::{expect_refused_to_unwind, last_error, this_test};
use ffi_guard::ffi_export;
use ffi_guard_test_support::child;
use std::cell::Cell;
use std::panic::{catch_unwind, panic_any, resume_unwind};

pub(crate) const ROW: Row = Row {
    number: 2,
    hazard: "a panic payload whose drop panics",
    without: "SIGABRT after the panic was caught, because the drop is outside the catch",
    guarded: Some("the fallback; a payload that keeps panicking is leaked after four drops"),
    elsewhere: &[],
};

/// The maximum number of nested payloads, each from the drop of the previous one, that are dropped.
const NESTED_DROPS: u32 = 4;
const ENDLESS: u32 = u32::MAX;

thread_local! {
    static DROPS: Cell<u32> = const { Cell::new(0) };
}

/// A payload whose drop panics with a payload of the next smaller size. Dropping size 0 does not panic.
struct PanicsOnDrop(u32);

impl Drop for PanicsOnDrop {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
        match self.0 {
            0 => {}
            ENDLESS => resume_unwind(Box::new(PanicsOnDrop(ENDLESS))),
            size => panic_any(PanicsOnDrop(size - 1)),
        }
    }
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_02_throw(size: u32) -> i32 {
    panic_any(PanicsOnDrop(size))
}

#[ffi_export(fallback = |error| error.message().len() as i32)]
#[unsafe(no_mangle)]
extern "C" fn hazard_02_throw_to_closure(size: u32) -> i32 {
    panic_any(PanicsOnDrop(size))
}

/// A simple guard, as most authors write it first.
extern "C" fn by_hand(size: u32) -> i32 {
    match catch_unwind(|| panic_any(PanicsOnDrop(size))) {
        Ok(()) => 0,
        Err(_) => -1,
    }
}

#[test]
fn hazard_02_by_hand_aborts() {
    if child::is_child() {
        assert_eq!(by_hand(0), -1, "a payload of size 0 is caught");
        eprintln!("caught size 0");
        by_hand(1);
        return;
    }
    let outcome = expect_refused_to_unwind(this_test!(hazard_02_by_hand_aborts).run());
    assert!(outcome.stderr.contains("caught size 0"), "{outcome}");
}

#[test]
fn hazard_02_bombs_in_bombs_are_defused() {
    for size in 0..=6 {
        for throw in [hazard_02_throw, hazard_02_throw_to_closure] {
            DROPS.set(0);
            let result = throw(size);
            assert!(result == -1 || result == 29, "{result} for size {size}");
            assert_eq!(DROPS.get(), NESTED_DROPS.min(size + 1), "size {size}");
            assert_eq!(last_error().message(), "panic payload is not a string");
        }
    }
    assert_eq!(last_error().count(), 14);
}

#[test]
fn hazard_02_an_endless_bomb_is_leaked() {
    assert_eq!(hazard_02_throw(ENDLESS), -1);
    assert_eq!(DROPS.get(), NESTED_DROPS);
    assert_eq!(hazard_02_throw(0), -1, "the next failure is handled as usual");
    assert_eq!(DROPS.get(), NESTED_DROPS + 1);
}
