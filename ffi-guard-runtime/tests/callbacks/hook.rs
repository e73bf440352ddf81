//! The hook runs once for a panic that is carried, and the place it saw goes along.

use crate::{caught, walk};
use ffi_guard::{across_c, ffi_export, last_error, try_across_c};
use std::cell::Cell;
use std::panic;
use std::sync::Once;

thread_local! {
    static FIRED: Cell<u32> = const { Cell::new(0) };
}

/// Counts what reaches the hook on each thread.
fn count() {
    static SET: Once = Once::new();
    SET.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            FIRED.set(FIRED.get() + 1);
            previous(info);
        }));
    });
    FIRED.set(0);
}

const LINE: u32 = line!() + 4;

fn carry() {
    across_c(|scope| {
        let callback = scope.callback(|i: i32| -> i32 { panic!("call {i}") }).or(-1);
        walk(2, callback.data_last(), callback.data())
    });
}

#[test]
fn fires_once() {
    count();
    let payload = caught(carry);
    assert_eq!(payload.downcast_ref::<String>().map(String::as_str), Some("call 0"));
    assert_eq!(FIRED.get(), 1);
}

#[test]
fn a_guard_further_out_knows_the_place() {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn callbacks_outer() -> i32 {
        carry();
        0
    }
    assert_eq!(callbacks_outer(), -1);
    let error = last_error().expect("recorded");
    let location = error.location().expect("the place of the panic");
    assert_eq!((location.file(), location.line()), (file!(), LINE));
    assert_eq!(error.message(), "call 0");
}

#[test]
fn a_carried_panic_knows_its_place() {
    let carried = try_across_c(|scope| {
        let callback = scope.callback(|_: i32| -> i32 { panic!("kept") }).or(-1);
        walk(1, callback.data_last(), callback.data())
    })
    .expect_err("a panic");
    assert_eq!(carried.location().expect("a place").file(), file!());
}
