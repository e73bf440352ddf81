//! Row 1: a panic reaches an `extern "C"` function that is not guarded.
//!
//! The process always aborts. Three cases differ in the values that are dropped first and in the message.

use crate::row::Row;
use crate::support::{expect_refused_to_unwind, last_error, program, run_each, this_test};
use ffi_guard::ffi_export;
use ffi_guard_csrc::{csrc_at_exit, csrc_call};
use ffi_guard_test_support::child;

pub(crate) const ROW: Row = Row {
    number: 1,
    hazard: "an `extern \"C\"` function panics",
    without: "SIGABRT; destructors above the boundary and `atexit` handlers do not run",
    guarded: Some("the fallback; every destructor below the boundary runs"),
    elsewhere: &[],
};

/// Prints on standard error when it is dropped.
struct Announce(&'static str);

impl Drop for Announce {
    fn drop(&mut self) {
        eprintln!("dropped: {}", self.0);
    }
}

fn even(value: i32) -> i32 {
    let _callee = Announce("callee");
    assert!(value % 2 == 0, "{value} is odd");
    value
}

extern "C" fn bare(value: i32) -> i32 {
    even(value)
}

extern "C" fn bare_pending(value: i32) -> i32 {
    let _pending = Announce("boundary");
    even(value)
}

extern "C" fn silent(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_01_guarded(value: i32) -> i32 {
    let _pending = Announce("boundary");
    even(value)
}

/// Checks that nothing above the boundary is dropped, and that the process does not exit normally.
#[track_caller]
fn dies_without_cleanup(process: child::Process) {
    let outcome = expect_refused_to_unwind(process.run());
    assert!(outcome.stderr.contains("7 is odd"), "{outcome}");
    assert!(!outcome.stderr.contains("dropped: above"), "{outcome}");
    assert!(!outcome.stdout.contains("atexit"), "{outcome}");
}

#[test]
fn hazard_01_called_from_rust() {
    if child::is_child() {
        let _above = Announce("above");
        assert_eq!(csrc_at_exit(silent, 1), 0);
        bare(7);
        return;
    }
    dies_without_cleanup(this_test!(hazard_01_called_from_rust));
}

#[test]
fn hazard_01_called_back_by_c_with_a_destructor_pending() {
    if child::is_child() {
        let _above = Announce("above");
        assert_eq!(csrc_at_exit(silent, 1), 0);
        csrc_call(bare_pending, 7);
        return;
    }
    dies_without_cleanup(this_test!(hazard_01_called_back_by_c_with_a_destructor_pending));
}

/// The outermost frame is C, so no frame above could catch the panic.
#[test]
fn hazard_01_called_from_the_main_of_c() {
    let program = program("deaths.c", &["brittle"]);
    for function in ["brittle_unguarded", "brittle_unguarded_pending"] {
        dies_without_cleanup(program.process().args([function, "7"]));
    }
}

#[test]
fn hazard_01_guarded_in_each_shape() {
    for call in [|value| hazard_01_guarded(value), |value| csrc_call(hazard_01_guarded, value)] {
        assert_eq!((call(8), call(7)), (8, -1));
        assert_eq!(last_error().message(), "7 is odd");
    }
    let outcome = program("deaths.c", &["brittle"])
        .process()
        .args(["brittle_even", "7"])
        .run()
        .expect_success();
    assert!(outcome.stdout.contains("brittle_even(7) = -1\natexit\n"), "{outcome}");
}

#[test]
fn hazard_01_guarded_drops_everything_below_the_boundary() {
    if child::is_child() {
        assert_eq!(hazard_01_guarded(7), -1);
        return;
    }
    let test = this_test!(hazard_01_guarded_drops_everything_below_the_boundary);
    let outcome = test.run().expect_success();
    assert!(outcome.stderr.contains("dropped: callee\ndropped: boundary\n"), "{outcome}");
}

/// Three C frames of 2 MiB on a stack of 8 MiB, with a guarded call below each.
#[test]
fn hazard_01_guarded_between_large_frames_of_c() {
    let program = program("alloca.c", &["brittle"]);
    for outcome in run_each(&program, &["on_main", "on_another_thread"]) {
        let drops = outcome.stderr.matches("dropped: brittle_call").count();
        assert_eq!(drops, 4, "two of the calls that return, two of those that panic\n{outcome}");
    }
}
