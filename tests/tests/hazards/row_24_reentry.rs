//! Row 24: the error record is used again while a failure is handled: by an observer that calls guarded functions, by a
//! fallback, or by the drop of a payload.

use crate::row::Row;
use crate::support::last_error;
use ffi_guard::{Error, clear_last_error, ffi_export, observe};
use std::cell::RefCell;
use std::panic::panic_any;
use std::sync::Once;

pub(crate) const ROW: Row = Row {
    number: 24,
    hazard: "an observer, a fallback or a payload's drop calls exported functions that fail in turn",
    without: "`RefCell` panics, or the inner failure hides the outer one",
    guarded: Some("the outer failure is the last error; the count of failures never decreases"),
    elsewhere: &[],
};

thread_local! {
    /// The failures that the observers of this thread received.
    static TOLD: RefCell<Vec<(&'static str, String, u64)>> = const { RefCell::new(Vec::new()) };
}

/// Observers are never removed, so they act only on the functions of this file.
fn install() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        observe(|error| note("first", error));
        observe(act);
        observe(|error| note("last", error));
    });
}

fn note(who: &'static str, error: &Error) {
    if error.function().starts_with("hazard_24_") {
        let told = (who, error.function().to_owned(), error.count());
        TOLD.with_borrow_mut(|list| list.push(told));
    }
}

/// The action of the middle observer, depending on the function that failed.
fn act(error: &Error) {
    match error.function() {
        "hazard_24_fails_within" => {
            assert_eq!(hazard_24_inner(), -1);
            assert_eq!(
                ffi_guard::last_error().map(|e| e.message().to_owned()).as_deref(),
                Some("inner")
            );
        }
        "hazard_24_endless" => assert_eq!(hazard_24_endless(), -1),
        "hazard_24_observer_panics" => panic!("the observer"),
        "hazard_24_observer_payload_panics" => panic_any(PanicsOnDrop),
        "hazard_24_cleared" => clear_last_error(),
        _ => {}
    }
}

struct PanicsOnDrop;

impl Drop for PanicsOnDrop {
    fn drop(&mut self) {
        panic!("the payload's drop");
    }
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_24_inner() -> i32 {
    panic!("inner")
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_24_fails_within() -> i32 {
    panic!("outer")
}

#[test]
fn hazard_24_the_outer_failure_wins_over_the_observers() {
    install();
    assert_eq!(hazard_24_inner(), -1);
    assert_eq!(hazard_24_fails_within(), -1);
    let error = last_error();
    assert_eq!((error.message(), error.function()), ("outer", "hazard_24_fails_within"));
    assert_eq!(error.count(), 3, "one before, the outer one, and that of the observer");
    let told = |who, function: &str, count| (who, function.to_owned(), count);
    let expected = [
        told("first", "hazard_24_inner", 1),
        told("last", "hazard_24_inner", 1),
        told("first", "hazard_24_fails_within", 2),
        told("first", "hazard_24_inner", 3),
        told("last", "hazard_24_inner", 3),
        told("last", "hazard_24_fails_within", 2),
    ];
    assert_eq!(TOLD.take(), expected);
    assert_eq!(hazard_24_inner(), -1);
    assert_eq!(last_error().count(), 4);
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_24_endless() -> i32 {
    panic!("again")
}

/// The middle observer causes a failure for each failure. It does not receive the ones that it causes.
#[test]
fn hazard_24_an_observer_is_not_told_of_its_own_failures() {
    install();
    for calls in 1..=3 {
        assert_eq!(hazard_24_endless(), -1);
        assert_eq!(last_error().count(), 2 * calls);
        let told: Vec<_> = TOLD.take().into_iter().map(|told| told.0).collect();
        assert_eq!(told, ["first", "first", "last", "last"], "the other observers receive both");
    }
}

#[ffi_export(fallback = if depth < 10 { hazard_24_nested(depth + 1) + 1 } else { 1 })]
#[unsafe(no_mangle)]
extern "C" fn hazard_24_nested(depth: i32) -> i32 {
    panic!("depth {depth}")
}

#[test]
fn hazard_24_ten_failures_inside_each_other() {
    install();
    assert_eq!(hazard_24_nested(1), 10);
    assert_eq!((last_error().message(), last_error().count()), ("depth 1", 10));
    let counts: Vec<u64> =
        TOLD.take().into_iter().filter(|told| told.0 == "first").map(|told| told.2).collect();
    assert_eq!(counts, (1..=10).collect::<Vec<_>>());
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_24_observer_panics() -> i32 {
    panic!("outer")
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_24_observer_payload_panics() -> i32 {
    panic!("outer")
}

#[test]
fn hazard_24_an_observer_that_panics_is_contained() {
    install();
    for call in [hazard_24_observer_panics, hazard_24_observer_payload_panics] {
        assert_eq!(call(), -1);
        assert_eq!(last_error().message(), "outer");
        let told: Vec<_> = TOLD.take().into_iter().map(|told| told.0).collect();
        assert_eq!(told, ["first", "last"], "the observers before and after it still run");
    }
    assert_eq!(last_error().count(), 2, "panics of observers are not failures");
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_24_cleared() -> i32 {
    panic!("outer")
}

#[test]
fn hazard_24_an_observer_cannot_clear_the_failure_it_was_told_of() {
    install();
    assert_eq!(hazard_24_cleared(), -1);
    assert_eq!(last_error().message(), "outer");
}

#[ffi_export(fallback = |error| {
    assert_eq!(hazard_24_inner(), -1);
    error.count() as i32
})]
#[unsafe(no_mangle)]
extern "C" fn hazard_24_fallback_fails_within() -> i32 {
    panic!("outer")
}

#[test]
fn hazard_24_the_outer_failure_wins_over_the_fallbacks() {
    install();
    assert_eq!(hazard_24_fallback_fails_within(), 1);
    assert_eq!((last_error().message(), last_error().count()), ("outer", 2));
}

/// Calls a guarded function when dropped.
struct CallOnDrop;

impl Drop for CallOnDrop {
    fn drop(&mut self) {
        hazard_24_inner();
    }
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_24_payload_fails_within() -> i32 {
    panic_any(CallOnDrop)
}

#[test]
fn hazard_24_the_outer_failure_wins_over_the_payloads() {
    install();
    assert_eq!(hazard_24_payload_fails_within(), -1);
    let error = last_error();
    assert_eq!((error.function(), error.count()), ("hazard_24_payload_fails_within", 2));
}

/// A body may observe the failure of a guarded function that it has called, and then fail itself.
#[test]
fn hazard_24_a_guarded_function_inside_a_guarded_function() {
    #[ffi_export(fallback = -2)]
    #[unsafe(no_mangle)]
    extern "C" fn hazard_24_calls_inner() -> i32 {
        hazard_24_inner()
    }
    install();
    assert_eq!(hazard_24_calls_inner(), -1, "the outer function did not fail");
    assert_eq!((last_error().function(), last_error().count()), ("hazard_24_inner", 1));
}
