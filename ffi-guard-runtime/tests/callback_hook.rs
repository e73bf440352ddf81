//! Checks that the panic hook runs once for a carried panic. This test has its own process, because it replaces the
//! hook, which is global, and would hide the panics of other tests.

use ffi_guard::{across_c, ffi_callback};
use ffi_guard_csrc::{csrc_call, csrc_walk};
use std::panic;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

static FIRED: AtomicU32 = AtomicU32::new(0);

#[ffi_callback(fallback = -1)]
extern "C" fn by_address(value: i32) -> i32 {
    panic!("call {value}")
}

fn of_a_closure() {
    across_c(|scope| {
        let callback = scope.callback(|i: i32| -> i32 { panic!("call {i}") }).or(-1);
        // SAFETY: function and data belong to the same callback, which lives until C has returned.
        unsafe { csrc_walk(2, callback.data_last(), callback.data()) }
    });
}

fn of_a_function() {
    across_c(|_| csrc_call(by_address, 0));
}

#[test]
fn fires_once() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        FIRED.fetch_add(1, Relaxed);
        previous(info);
    }));
    for carry in [of_a_closure, of_a_function] {
        FIRED.store(0, Relaxed);
        let payload = panic::catch_unwind(carry).expect_err("a panic");
        assert_eq!(payload.downcast_ref::<String>().map(String::as_str), Some("call 0"));
        assert_eq!(FIRED.load(Relaxed), 1);
    }
}
