//! Row 9: a panic hook resumes a panic and catches it. std counts the panics of each thread; from then on its count is
//! one too low.

use crate::row::Row;
use crate::row_22_carried::expect_panic_in_cleanup;
use crate::support::{last_error, line_of, this_test};
use ffi_guard::ffi_export;
use ffi_guard_test_support::child::{self, Process};
use std::panic::{self, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

pub(crate) const ROW: Row = Row {
    number: 9,
    hazard: "a panic hook catches a `resume_unwind` of its own",
    without: "std's count of the thread's panics stays wrong: `thread::panicking()` is false while the thread \
              unwinds, so no lock is poisoned",
    guarded: Some(
        "the fallback and the error, as usual; because the count stays wrong, a panic carried by `across_c` \
         aborts instead of being recorded",
    ),
    elsewhere: &[],
};

/// Makes the count wrong from the thread's next panic on.
fn miscount_once() {
    static DONE: AtomicBool = AtomicBool::new(false);
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        previous(info);
        if !DONE.swap(true, Ordering::SeqCst) {
            let caught = catch_unwind(|| resume_unwind(Box::new("in the hook")));
            assert!(caught.is_err());
        }
    }));
    let _ = catch_unwind(|| panic!("the first"));
    assert!(DONE.load(Ordering::SeqCst) && !thread::panicking());
}

/// Calls its closure when dropped.
struct OnDrop<F: FnMut()>(F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Returns `thread::panicking()` while this thread unwinds.
fn panicking_while_unwinding() -> bool {
    let mut told = None;
    let caught = catch_unwind(panic::AssertUnwindSafe(|| {
        let _ask = OnDrop(|| told = Some(thread::panicking()));
        panic!("unwinding");
    }));
    assert!(caught.is_err());
    told.expect("the destructor has not run")
}

#[test]
fn hazard_09_the_count_is_wrong_for_good() {
    if child::is_child() {
        assert!(panicking_while_unwinding());
        miscount_once();
        for _ in 0..3 {
            assert!(!panicking_while_unwinding(), "the count is not wrong any more");
        }
        let other = thread::spawn(panicking_while_unwinding).join();
        assert!(other.expect("no panic"), "each thread has its own count");
        return;
    }
    this_test!(hazard_09_the_count_is_wrong_for_good).run().expect_success();
}

#[test]
fn hazard_09_no_lock_is_poisoned_any_more() {
    if child::is_child() {
        let poisoned = || {
            let lock = Mutex::new(0);
            let _ = catch_unwind(panic::AssertUnwindSafe(|| {
                let _held = lock.lock();
                panic!("under the lock");
            }));
            lock.is_poisoned()
        };
        assert!(poisoned());
        miscount_once();
        assert!(!poisoned());
        return;
    }
    this_test!(hazard_09_no_lock_is_poisoned_any_more).run().expect_success();
}

const LINE: u32 = line!() + 5;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_09_even(value: i32) -> i32 {
    assert!(value % 2 == 0, "{value} is odd");
    value
}

#[test]
fn hazard_09_a_guarded_function_works_afterwards() {
    if child::is_child() {
        miscount_once();
        for (value, count) in [(7, 1), (9, 2)] {
            assert_eq!((hazard_09_even(8), hazard_09_even(value)), (8, -1));
            let error = last_error();
            assert_eq!(error.message(), format!("{value} is odd"));
            let (function, line) = (error.function(), line_of(&error));
            assert_eq!((function, line, error.count()), ("hazard_09_even", LINE, count));
        }
        let other = thread::spawn(|| (hazard_09_even(7), last_error().count())).join();
        assert_eq!(other.expect("no panic"), (-1, 1));
        return;
    }
    this_test!(hazard_09_a_guarded_function_works_afterwards).run().expect_success();
}

/// `across_c` checks whether the thread is unwinding, and gets the wrong answer.
#[test]
fn hazard_09_a_panic_kept_in_a_destructor_is_not_recorded() {
    let program = crate::row_22_carried::program("hazard_09_carried");
    let outcome = Process::of_target(&program).arg("miscounted").run();
    expect_panic_in_cleanup(outcome);
}
