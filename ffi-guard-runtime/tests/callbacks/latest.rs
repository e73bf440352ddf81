//! The last error after a callback failed, as seen by its fallback and by C.

use crate::walk;
use ffi_guard::callback::OwnedCallback;
use ffi_guard::{
    ErrorKind, Fallback, across_c, clear_last_error, ffi_callback, ffi_export, last_error,
    try_across_c,
};
use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};
use std::sync::atomic::{AtomicPtr, Ordering::Relaxed};
use std::{process, ptr};

#[ffi_export]
#[unsafe(no_mangle)]
extern "C" fn callbacks_before() {
    panic_any("before")
}

fn message() -> Option<String> {
    last_error().map(|error| error.message().to_owned())
}

fn length() -> i32 {
    message().map_or(-1, |message| message.len() as i32)
}

/// A value whose destructor fails in a guarded function, clears the last error, or panics.
#[derive(Clone, Copy)]
enum Destructor {
    Fails,
    Clears,
    Panics,
}

struct Loud(Destructor);

impl Drop for Loud {
    fn drop(&mut self) {
        match self.0 {
            Destructor::Fails => callbacks_before(),
            Destructor::Clears => clear_last_error(),
            Destructor::Panics => panic_any("the destructor"),
        }
    }
}

const DESTRUCTORS: [Destructor; 3] = [Destructor::Fails, Destructor::Clears, Destructor::Panics];

thread_local! {
    static TOLD: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

#[test]
fn a_destructor_that_panics_is_recorded() {
    ffi_guard::observe(|error| TOLD.with_borrow_mut(|told| told.push(error.message().to_owned())));
    clear_last_error();
    let loud = Loud(Destructor::Panics);
    let callback = OwnedCallback::new(move |value: i32| -> i32 {
        let _ = &loud;
        value
    });
    let (function, data, destroy) = callback.or(-1).into_raw_last();
    assert_eq!((walk(3, function, data), message()), (3, None));
    TOLD.take();
    // SAFETY: the callback is not called any more, and is destroyed only here.
    unsafe { destroy(data) };
    let error = last_error().expect("recorded");
    assert_eq!((error.kind(), error.message()), (ErrorKind::Panic, "the destructor"));
    assert_eq!((error.function(), TOLD.take()), ("callback", vec!["the destructor".to_owned()]));
}

/// The call that panics is the last one to leave the destroyed callback, so the closure is dropped before the call
/// returns.
#[test]
fn a_call_that_panics_frees_its_closure_and_keeps_its_error() {
    for destructor in DESTRUCTORS {
        static DATA: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
        static DESTROY: std::sync::Mutex<Option<ffi_guard::callback::Destroy>> =
            std::sync::Mutex::new(None);
        let loud = Loud(destructor);
        let callback = OwnedCallback::new(move |_: i32| -> i32 {
            let _ = &loud;
            let destroy = DESTROY.lock().unwrap().expect("set below");
            // SAFETY: C does not call the callback after this.
            unsafe { destroy(DATA.load(Relaxed)) };
            panic_any("the call")
        });
        let (function, data, destroy) = callback.or_else(length).into_raw_last();
        DATA.store(data, Relaxed);
        *DESTROY.lock().unwrap() = Some(destroy);
        assert_eq!(walk(1, function, data), 8);
        assert_eq!(message().as_deref(), Some("the call"));
    }
}

/// C passes an argument by value to a call that is rejected.
#[test]
fn a_refused_call_drops_its_arguments_before_it_is_recorded() {
    for destructor in DESTRUCTORS {
        let returned = Cell::new(0);
        let function: Cell<Option<unsafe extern "C" fn(Loud, *mut c_void) -> i32>> =
            Cell::new(None);
        let data = Cell::new(ptr::null_mut());
        across_c(|scope| {
            let closure = |loud: Loud| -> i32 {
                std::mem::forget(loud);
                let function = function.get().expect("set below");
                // SAFETY: function and data belong to the same callback, which is alive and rejects the call.
                returned.set(unsafe { function(Loud(destructor), data.get()) });
                1
            };
            let callback = scope.callback(closure).or_else(|| {
                let length = length();
                clear_last_error();
                length
            });
            function.set(Some(callback.data_last()));
            data.set(callback.data());
            // SAFETY: function and data belong to the same callback, which is alive.
            unsafe { callback.data_last()(Loud(destructor), callback.data()) }
        });
        let error = last_error().expect("recorded");
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        assert_eq!(returned.get(), error.message().len() as i32);
    }
}

/// If the panic is carried to the scope, it is not recorded on the thread.
#[test]
fn the_fallback_of_a_carried_panic_finds_it_and_nobody_else_does() {
    for fails_before in [false, true] {
        clear_last_error();
        if fails_before {
            callbacks_before();
        }
        let before = last_error().map(|error| (error.message().to_owned(), error.count()));
        let carried = try_across_c(|scope| {
            let callback = scope.callback(|_: i32| -> i32 { panic_any("carried") }).or_else(|| {
                let length = length();
                clear_last_error();
                length
            });
            assert_eq!(walk(1, callback.data_last(), callback.data()), 7);
        });
        assert_eq!(carried.expect_err("a panic").message(), Some("carried"));
        let after = last_error().map(|error| (error.message().to_owned(), error.count()));
        assert_eq!(before, after);
    }
}

#[repr(C)]
struct Length(i32);

impl Fallback for Length {
    fn fallback() -> Self {
        let length = length();
        clear_last_error();
        Self(length)
    }
}

#[ffi_callback]
extern "C" fn by_address(value: i32) -> Length {
    panic!("carried {value}")
}

#[test]
fn the_fallback_of_a_function_finds_its_panic_in_a_scope_and_without_one() {
    clear_last_error();
    let carried = try_across_c(|_| {
        assert_eq!(by_address(1).0, 9);
        assert_eq!(message(), None, "the panic is carried to the scope");
        // The second panic in the scope is recorded.
        assert_eq!(by_address(22).0, 10);
        assert_eq!(message().as_deref(), Some("carried 22"));
    });
    assert_eq!(carried.expect_err("the first").message(), Some("carried 1"));
    assert_eq!((by_address(333).0, message().as_deref()), (11, Some("carried 333")));
}

#[test]
fn a_value_that_is_dropped_while_a_panic_goes_on_is_recorded() {
    clear_last_error();
    let payload = catch_unwind(AssertUnwindSafe(|| {
        across_c(|_| {
            by_address(1);
            Loud(Destructor::Panics)
        })
    }));
    let Err(payload) = payload else { process::abort() };
    assert_eq!(payload.downcast_ref::<String>().map(String::as_str), Some("carried 1"));
    assert_eq!(message().as_deref(), Some("the destructor"));
}
