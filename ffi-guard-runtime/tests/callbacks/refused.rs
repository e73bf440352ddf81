//! Rejected calls: C receives the fallback, the failure is recorded, and nothing is aliased.

use crate::c::csrc_on_thread;
use crate::walk;
use ffi_guard::{ErrorKind, across_c, clear_last_error, last_error};
use std::cell::Cell;
use std::ffi::c_void;
use std::ptr;

#[test]
fn a_call_from_inside_the_closure() {
    clear_last_error();
    let again: Cell<Option<(crate::c::DataLast, *mut c_void)>> = Cell::new(None);
    let calls = Cell::new(0);
    let line = line!() + 3;
    let sum = across_c(|scope| {
        let callback = scope
            .callback(|depth: i32| -> i32 {
                calls.set(calls.get() + 1);
                let (function, data) = again.get().expect("set below");
                if depth < 2 { walk(1, function, data) as i32 } else { 100 }
            })
            .or(-7);
        again.set(Some((callback.data_last(), callback.data())));
        walk(1, callback.data_last(), callback.data())
    });
    assert_eq!((sum, calls.get()), (-7, 1));
    let error = last_error().expect("recorded");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert!(error.message().contains("one call at a time"), "{error}");
    let location = error.location().expect("where the callback was created");
    assert_eq!((location.file(), location.line()), (file!(), line));
}

#[test]
fn a_call_from_another_thread() {
    let calls = Cell::new(0);
    let returned = across_c(|scope| {
        let callback = scope
            .callback(|_: i32| -> i32 {
                calls.set(1);
                0
            })
            .or(-3);
        // SAFETY: the callback rejects calls from other threads.
        let other = unsafe { csrc_on_thread(callback.data_last(), 1, callback.data()) };
        (other, walk(1, callback.data_last(), callback.data()))
    });
    assert_eq!((returned, calls.get()), ((-3, 0), 1));
}

#[test]
fn a_sequential_callback_that_calls_itself() {
    clear_last_error();
    let again: Cell<Option<(crate::c::DataLast, usize)>> = Cell::new(None);
    struct Shared<'a>(&'a Cell<Option<(crate::c::DataLast, usize)>>);
    // SAFETY: the test uses the value on one thread only.
    unsafe impl Send for Shared<'_> {}
    let shared = Shared(&again);
    let sum = across_c(|scope| {
        let callback = scope
            .callback_send(move |_: i32| -> i32 {
                let shared = &shared;
                let (function, data) = shared.0.get().expect("set below");
                walk(1, function, ptr::with_exposed_provenance_mut(data)) as i32
            })
            .or(-9);
        again.set(Some((callback.data_last(), callback.data().expose_provenance())));
        walk(1, callback.data_last(), callback.data())
    });
    assert_eq!(sum, -9);
    assert_eq!(last_error().expect("recorded").kind(), ErrorKind::InvalidArgument);
}
