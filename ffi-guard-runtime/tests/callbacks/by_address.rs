//! Tests of `#[ffi_callback]`: functions whose address is passed to C.

use crate::c::{Tally, csrc_call, csrc_each, csrc_threads};
use crate::caught;
use ffi_guard::{ErrorKind, across_c, ffi_callback, last_error, try_across_c};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// A payload type that the tests can recognize.
struct Custom(i32);

thread_local! {
    static RAN: Cell<i32> = const { Cell::new(0) };
    static PAYLOAD: Cell<usize> = const { Cell::new(0) };
}

#[ffi_callback(fallback = -1)]
extern "C" fn checked(value: i32) -> i32 {
    RAN.set(RAN.get() + 1);
    assert!(value != 2, "two is not allowed");
    value
}

#[ffi_callback(fallback = -1)]
extern "C" fn throws(value: i32) -> i32 {
    let payload = Box::new(Custom(value));
    PAYLOAD.set(std::ptr::from_ref(&*payload).addr());
    resume_unwind(payload)
}

#[test]
fn without_a_scope_it_is_recorded() {
    assert_eq!(csrc_each(checked, 4), 3, "0 + 1 + fallback + 3");
    let error = last_error().expect("recorded");
    assert_eq!(error.kind(), ErrorKind::Panic);
    assert_eq!((error.function(), error.message()), ("checked", "two is not allowed"));
    assert_eq!(error.location().map(|at| at.file().ends_with("by_address.rs")), Some(true));
}

#[test]
fn in_a_scope_it_goes_on_in_the_outer_frame() {
    let c_returned = Cell::new(None);
    let payload = caught(|| across_c(|_| c_returned.set(Some(csrc_call(throws, 7)))));
    assert_eq!(c_returned.get(), Some(-1), "C got the fallback and returned");
    let Ok(payload) = payload.downcast::<Custom>() else { panic!("another payload") };
    assert_eq!((payload.0, std::ptr::from_ref(&*payload).addr()), (7, PAYLOAD.get()));
    assert!(last_error().is_none(), "a carried panic is not recorded on this thread");
}

#[test]
fn later_calls_run_and_a_second_panic_is_recorded() {
    RAN.set(0);
    let carried = try_across_c(|_| {
        assert_eq!(csrc_each(checked, 4), 3, "0 + 1 + fallback + 3");
        assert!(last_error().is_none());
        assert_eq!(csrc_call(throws, 7), -1);
    })
    .expect_err("a panic");
    assert_eq!(RAN.get(), 4);
    assert_eq!(carried.message(), Some("two is not allowed"));
    assert!(carried.location().is_some());
    let error = last_error().expect("the second");
    assert_eq!((error.function(), error.count()), ("throws", 1));
}

#[test]
fn the_innermost_scope_that_is_open_gets_it() {
    let outer = try_across_c(|_| {
        let inner = try_across_c(|_| csrc_call(throws, 1)).expect_err("the inner");
        assert_eq!(inner.into_payload().downcast_ref::<Custom>().map(|custom| custom.0), Some(1));
        csrc_call(throws, 2)
    });
    let outer = outer.expect_err("the outer").into_payload();
    assert_eq!(outer.downcast_ref::<Custom>().map(|custom| custom.0), Some(2));
    assert_eq!(csrc_call(throws, 3), -1);
    assert_eq!(last_error().map(|error| error.count()), Some(1), "no scope is open any more");
}

#[test]
fn a_scope_that_unwinds_is_closed() {
    drop(caught(|| across_c(|_| panic!("in the frame that called C"))));
    assert_eq!(csrc_call(throws, 1), -1);
    assert!(last_error().is_some());
}

/// If a closure in the same scope panics first, its panic is carried and later ones are recorded.
#[test]
fn closures_and_functions_share_the_scope() {
    let payload = caught(|| {
        across_c(|scope| {
            let callback = scope.callback(|_: i32| -> i32 { panic!("in the closure") }).or(-2);
            assert_eq!(csrc_call(checked, 2), -1);
            let skipped = crate::walk(3, callback.data_last(), callback.data());
            assert_eq!(skipped, 3 * -2, "closures do not run after a panic in the scope");
        });
    });
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"two is not allowed"));
}

#[ffi_callback(fallback = -1)]
extern "C" fn odd_panics(value: i32) -> i32 {
    assert!(value % 2 == 0, "odd");
    value
}

/// The number of calls of each thread; half of them panic. Miri gets few, because panics are slow there.
const CALLS: u32 = if cfg!(miri) { 2 } else { 100 };

#[test]
fn another_thread_has_no_scope() {
    let mut tally = Tally::default();
    try_across_c(|_| assert_eq!(csrc_threads(odd_panics, 4, CALLS, -1, &mut tally), 0))
        .expect("nothing to carry");
    let half = u64::from(2 * CALLS);
    assert_eq!((tally.fallback, tally.echoed, tally.other), (half, half, 0));
    assert!(last_error().is_none(), "the errors are recorded on the threads of C");
}

static TOLD: AtomicU32 = AtomicU32::new(0);

#[ffi_callback(fallback = |error| {
    assert_eq!(error.message(), "zero");
    assert!(error.location().is_some());
    i32::try_from(error.count()).unwrap() - error.function().len() as i32
})]
extern "C" fn asks(value: i32) -> i32 {
    assert!(value != 0, "zero");
    value
}

#[test]
fn the_fallback_knows_the_panic_and_observers_do_not_while_it_goes_on() {
    ffi_guard::observe(|error| {
        if error.function() == "asks" {
            TOLD.fetch_add(1, Relaxed);
        }
    });
    let carried = try_across_c(|_| {
        assert_eq!((csrc_call(asks, 0), TOLD.load(Relaxed)), (-4, 0));
        assert_eq!(
            (csrc_call(asks, 0), TOLD.load(Relaxed)),
            (1 - 4, 1),
            "the second panic is recorded"
        );
    });
    assert_eq!(carried.expect_err("a panic").message(), Some("zero"));
    assert_eq!((csrc_call(asks, 0), TOLD.load(Relaxed)), (2 - 4, 2), "outside a scope");
}

#[ffi_callback(fallback = csrc_call(throws, 9))]
extern "C" fn falls_back_to_another(_: i32) -> i32 {
    panic!("raised first")
}

#[test]
fn a_panic_that_the_fallback_causes_comes_second() {
    let carried = try_across_c(|_| assert_eq!(csrc_call(falls_back_to_another, 1), -1));
    assert_eq!(carried.expect_err("a panic").message(), Some("raised first"));
    assert_eq!(last_error().map(|error| error.function().to_owned()).as_deref(), Some("throws"));
}

#[test]
fn where_the_frame_itself_panics_it_is_recorded() {
    let payload = caught(|| {
        across_c(|_| {
            csrc_call(checked, 2);
            assert!(last_error().is_none());
            panic!("in the frame that called C")
        })
    });
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"in the frame that called C"));
    let error = last_error().expect("recorded");
    assert_eq!((error.function(), error.message()), ("checked", "two is not allowed"));
    assert!(error.location().is_some());
}

struct InDrop;

impl Drop for InDrop {
    fn drop(&mut self) {
        across_c(|_| assert_eq!(csrc_call(checked, 2), -1));
    }
}

#[test]
fn while_the_thread_unwinds_it_is_recorded() {
    let payload = caught(|| {
        let _in_drop = InDrop;
        panic!("the outer panic")
    });
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"the outer panic"));
    assert_eq!(last_error().map(|error| error.function().to_owned()).as_deref(), Some("checked"));
}

/// A generic function can be passed to C; the address determines the instance.
#[ffi_callback(fallback = T::fallback())]
extern "C" fn generic<T: Wide, const N: i32>(value: i32) -> i32 {
    assert!(value != N, "{N} is not allowed");
    value * T::WIDTH
}

trait Wide {
    const WIDTH: i32;
    fn fallback() -> i32 {
        -Self::WIDTH
    }
}

impl Wide for u8 {
    const WIDTH: i32 = 8;
}

impl Wide for u16 {
    const WIDTH: i32 = 16;
}

#[test]
fn a_callback_may_be_generic() {
    assert_eq!(csrc_each(generic::<u8, 1>, 3), -8 + 16);
    assert_eq!(csrc_each(generic::<u16, 2>, 3), 16 - 16);
    assert_eq!(
        last_error().map(|error| error.message().to_owned()).as_deref(),
        Some("2 is not allowed")
    );
}

struct Library;

#[repr(C)]
struct Table {
    check: unsafe extern "C" fn(*const i32) -> *const i32,
    close: extern "C" fn(),
}

impl Library {
    /// # Safety
    ///
    /// `value` must point to a valid `i32`.
    #[ffi_callback]
    unsafe extern "C" fn check(value: *const i32) -> *const i32 {
        // SAFETY: the caller passes a pointer to a valid `i32`, as the function requires.
        assert!(unsafe { *value } > 0, "not positive");
        value
    }

    #[ffi_callback]
    extern "C" fn close() {
        panic!("closed twice")
    }
}

#[test]
fn a_table_of_functions() {
    let table = Table { check: Library::check, close: Library::close };
    let (one, zero) = (1, 0);
    // SAFETY: `one` and `zero` are valid numbers that outlive the calls.
    let (first, second) = unsafe { ((table.check)(&one), (table.check)(&zero)) };
    assert_eq!((first, second), (&raw const one, std::ptr::null()));
    let carried = try_across_c(|_| (table.close)()).expect_err("a panic");
    assert_eq!(carried.message(), Some("closed twice"));
}

#[test]
fn a_payload_that_panics_when_it_is_dropped_is_kept_and_contained() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("dropped");
        }
    }
    #[ffi_callback]
    extern "C" fn bomb() {
        resume_unwind(Box::new(Bomb));
    }
    let outer = catch_unwind(AssertUnwindSafe(|| {
        across_c(|_| {
            bomb();
            panic!("in the frame that called C")
        })
    }));
    let payload = outer.expect_err("a panic");
    assert_eq!(payload.downcast_ref::<&str>(), Some(&"in the frame that called C"));
}
