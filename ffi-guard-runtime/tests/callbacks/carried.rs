//! A panic of a callback resumes in the frame that called C.

use crate::c::{csrc_walk, csrc_walk_first};
use crate::{Noted, caught, walk};
use ffi_guard::{across_c, try_across_c};
use std::cell::{Cell, RefCell};
use std::panic::{panic_any, resume_unwind};

/// A payload type that the tests can recognize.
struct Custom(u64);

#[test]
fn a_panic_in_the_third_of_ten_calls() {
    let (ran, log, c_returned) = (Cell::new(0), RefCell::new(Vec::new()), Cell::new(None));
    let address = Cell::new(0);
    let payload = caught(|| {
        let _outer = Noted(&log, "outer");
        let _inner = Noted(&log, "inner");
        across_c(|scope| {
            let callback = scope
                .callback(|i: i32| -> i32 {
                    ran.set(ran.get() + 1);
                    if i == 2 {
                        let payload = Box::new(Custom(7));
                        address.set(std::ptr::from_ref(&*payload).addr());
                        resume_unwind(payload);
                    }
                    1
                })
                .or(-10);
            c_returned.set(Some(walk(10, callback.data_last(), callback.data())));
        });
    });
    assert_eq!(ran.get(), 3, "the calls after the panic do not run");
    assert_eq!(c_returned.get(), Some(2 - 8 * 10), "C received eight fallbacks and continued");
    assert_eq!(*log.borrow(), ["inner", "outer"]);
    let Ok(payload) = payload.downcast::<Custom>() else { panic!("another payload") };
    assert_eq!((payload.0, std::ptr::from_ref(&*payload).addr()), (7, address.get()));
}

#[test]
fn without_a_panic_nothing_is_added() {
    let mut seen = Vec::new();
    let sum = across_c(|scope| {
        let callback = scope
            .callback(|i: i32| -> i32 {
                seen.push(i);
                i
            })
            .or(-1);
        walk(4, callback.data_last(), callback.data())
    });
    assert_eq!((sum, seen), (6, vec![0, 1, 2, 3]));
    assert!(ffi_guard::last_error().is_none());
}

#[test]
fn data_may_come_first() {
    let sum = across_c(|scope| {
        let callback = scope.callback(|i: i32| -> i32 { 2 * i }).or_else(|| -1);
        // SAFETY: function and data belong to the same callback, which lives until C has returned.
        unsafe { csrc_walk_first(4, callback.data_first(), callback.data()) }
    });
    assert_eq!(sum, 12);
}

#[test]
fn a_callback_may_be_moved_after_c_has_its_data() {
    let mut calls = 0;
    across_c(|scope| {
        let callback = scope
            .callback(|_: i32| -> i32 {
                calls += 1;
                0
            })
            .or(0);
        let (function, data) = (callback.data_last(), callback.data());
        let moved = Box::new(callback);
        walk(2, function, data);
        drop(moved);
    });
    assert_eq!(calls, 2);
}

#[test]
fn try_across_c_gives_the_panic_as_a_value() {
    let carried = try_across_c(|scope| {
        let callback = scope.callback(|_: i32| -> i32 { panic!("kept") }).or(-1);
        walk(1, callback.data_last(), callback.data())
    })
    .expect_err("a panic");
    assert_eq!(carried.message(), Some("kept"));
    assert_eq!(carried.into_payload().downcast_ref(), Some(&"kept"));
    let fine = try_across_c(|_| 5);
    assert_eq!(fine.expect("no panic"), 5);
}

/// Rust → C → Rust → C → Rust …, 20 levels deep: each panic resumes in its own frame, where the next one starts.
#[test]
fn twenty_scopes_deep() {
    fn descend(depth: i32, frames: &Cell<i32>) -> i32 {
        struct Frame<'a>(&'a Cell<i32>);
        impl Drop for Frame<'_> {
            fn drop(&mut self) {
                self.0.set(self.0.get() + 1);
            }
        }
        let _frame = Frame(frames);
        if depth == 0 {
            panic_any("the bottom");
        }
        across_c(|scope| {
            let callback = scope.callback(|_: i32| -> i32 { descend(depth - 1, frames) }).or(-1);
            walk(1, callback.data_last(), callback.data());
        });
        0
    }
    let frames = Cell::new(0);
    let payload = caught(|| descend(20, &frames));
    assert_eq!(payload.downcast_ref(), Some(&"the bottom"));
    assert_eq!(frames.get(), 21);
}

#[test]
fn the_closure_of_the_scope_may_panic_while_a_payload_is_kept() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            resume_unwind(Box::new("the drop of the payload"));
        }
    }
    let payload = caught(|| {
        across_c(|scope| {
            let callback = scope.callback(|_: i32| -> i32 { panic_any(Bomb) }).or(-1);
            walk(1, callback.data_last(), callback.data());
            panic_any("the closure");
        })
    });
    assert_eq!(payload.downcast_ref(), Some(&"the closure"));
}

#[test]
fn a_value_whose_drop_panics_does_not_hide_the_panic() {
    struct Value;
    impl Drop for Value {
        fn drop(&mut self) {
            resume_unwind(Box::new("the drop of the value"));
        }
    }
    let payload = caught(|| {
        across_c(|scope| {
            let callback = scope.callback(|_: i32| -> i32 { panic_any("kept") }).or(-1);
            walk(1, callback.data_last(), callback.data());
            Value
        })
    });
    assert_eq!(payload.downcast_ref(), Some(&"kept"));
}

/// Hazard 22: resuming a second panic while the first one unwinds would abort.
#[test]
fn while_the_thread_unwinds_it_is_recorded() {
    struct CallsC<'a>(&'a Cell<Option<i64>>);
    let line = line!() + 5;
    impl Drop for CallsC<'_> {
        fn drop(&mut self) {
            self.0.set(Some(across_c(|scope| {
                let callback =
                    scope.callback(|_: i32| -> i32 { panic_any("in a destructor") }).or(-1);
                walk(3, callback.data_last(), callback.data())
            })));
        }
    }
    ffi_guard::clear_last_error();
    let returned = Cell::new(None);
    let payload = caught(|| {
        let _calls = CallsC(&returned);
        panic_any("the first");
    });
    assert_eq!((payload.downcast_ref(), returned.get()), (Some(&"the first"), Some(-3)));
    let error = ffi_guard::last_error().expect("recorded");
    assert_eq!(error.message(), "in a destructor");
    assert_eq!(error.location().expect("the location of the panic").line(), line);
}

/// A guarded export that panics inside a scope records its error as usual; the panic is not carried.
#[test]
fn a_guarded_export_is_not_carried() {
    #[ffi_guard::ffi_export(fallback = -5)]
    #[unsafe(no_mangle)]
    extern "C" fn callbacks_export(_: i32, _: *mut std::ffi::c_void) -> i32 {
        panic!("recorded")
    }
    // SAFETY: the export does not use its data pointer.
    let sum = across_c(|_| unsafe { csrc_walk(2, callbacks_export, std::ptr::null_mut()) });
    assert_eq!(sum, -10);
    assert_eq!(ffi_guard::last_error().expect("recorded").message(), "recorded");
}

#[test]
fn the_fallback_of_the_type() {
    let null = Cell::new(false);
    let carried = try_across_c(|scope| {
        let callback = scope.callback(|| -> *const u8 { panic_any("no pointer") }).or_default();
        let function = callback.data_first();
        // SAFETY: function and data belong to the same callback, which is alive.
        null.set(unsafe { function(callback.data()) }.is_null());
    });
    assert!(carried.is_err() && null.get());
}

/// Arguments that C passes by value are dropped even if the call is rejected.
#[test]
fn an_argument_whose_drop_panics() {
    struct Loud<'a>(&'a Cell<u32>);
    impl Drop for Loud<'_> {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
            panic_any("the drop of the argument");
        }
    }
    let drops = Cell::new(0);
    let carried = try_across_c(|scope| {
        let callback = scope.callback(|_: Box<Loud<'_>>| -> i32 { 0 }).or(-1);
        let function = callback.data_first();
        for _ in 0..3 {
            // SAFETY: function and data belong to the same callback, which is alive.
            assert_eq!(unsafe { function(callback.data(), Box::new(Loud(&drops))) }, -1);
        }
    });
    assert_eq!(carried.expect_err("the first panic").message(), Some("the drop of the argument"));
    assert_eq!(drops.get(), 3);
}

/// A closure that drops its own callback would free its own captures while it runs, so the callback is leaked instead.
#[test]
fn a_closure_that_drops_its_own_callback() {
    struct Seen<'a>(&'a Cell<bool>);
    impl Drop for Seen<'_> {
        fn drop(&mut self) {
            self.0.set(true);
        }
    }
    let dropped = Cell::new(false);
    across_c(|scope| {
        let seen = Seen(&dropped);
        let own: RefCell<Option<Box<dyn FnOnce() + '_>>> = RefCell::new(None);
        let (own, dropped) = (&own, &dropped);
        let callback = scope
            .callback(move |_: i32| -> i32 {
                let _seen = &seen;
                if let Some(drop_it) = own.take() {
                    drop_it();
                }
                assert!(!dropped.get(), "the closure is still running");
                5
            })
            .or(-1);
        let (function, data) = (callback.data_last(), callback.data());
        // SAFETY: only the lifetime is erased, which would otherwise prevent the closure from reaching its own
        // callback. The box is dropped before anything it borrows.
        let drop_it: Box<dyn FnOnce()> = unsafe {
            std::mem::transmute::<Box<dyn FnOnce() + '_>, Box<dyn FnOnce()>>(Box::new(move || {
                drop(callback);
            }))
        };
        own.replace(Some(drop_it));
        assert_eq!(walk(1, function, data), 5);
    });
    assert!(!dropped.get(), "leaked");
}

#[test]
fn eight_arguments() {
    let sum = across_c(|scope| {
        let callback = scope
            .callback(|a: u8, b: i16, c: i32, d: i64, e: f32, f: f64, g: u64, h: bool| -> f64 {
                f64::from(a)
                    + f64::from(b)
                    + f64::from(c)
                    + d as f64
                    + f64::from(e)
                    + f
                    + g as f64
                    + f64::from(u8::from(h))
            })
            .or(0.0);
        let (first, last) = (callback.data_first(), callback.data_last());
        // SAFETY: functions and data belong to the same callback.
        unsafe {
            first(callback.data(), 1, 2, 3, 4, 5.0, 6.0, 7, true)
                + last(1, 2, 3, 4, 5.0, 6.0, 7, true, callback.data())
        }
    });
    assert!((sum - 58.0).abs() < f64::EPSILON);
}
