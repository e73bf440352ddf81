//! The last error while observers run, and after them.

use crate::{Interference, failures_inner, latest, message};
use ffi_guard::{Error, ffi_export, observe};
use std::cell::{Cell, RefCell};
use std::sync::Once;

thread_local! {
    static INTERFERENCE: Cell<Option<Interference>> = const { Cell::new(None) };
    /// The message of the last error that each observer saw.
    static FOUND: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn observer(error: &Error) {
    if error.function() == "failures_observed" {
        FOUND.with_borrow_mut(|found| found.push(message()));
        INTERFERENCE.get().expect("set by the test").happen();
    }
}

#[ffi_export(fallback = crate::message_length())]
#[unsafe(no_mangle)]
extern "C" fn failures_observed() -> i32 {
    panic!("outer")
}

#[test]
fn each_observer_finds_the_failure_and_cannot_change_it() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| {
        observe(observer);
        observe(observer);
    });
    for interference in Interference::ALL {
        INTERFERENCE.set(Some(interference));
        failures_inner();
        let before = latest().count();
        assert_eq!(failures_observed(), 5);
        assert_eq!(message(), "outer");
        assert_eq!(FOUND.take(), ["outer", "outer"]);
        // The panic of an observer is not recorded.
        let failures = if matches!(interference, Interference::Fail) { 2 } else { 0 };
        assert_eq!(latest().count(), before + 1 + failures);
    }
}
