//! Row 22: a destructor that runs while a panic unwinds calls C, whose callback panics too. Code that carries that
//! panic through C and resumes it causes a second panic on the thread.

use crate::row::Row;
use crate::support::this_test;
use ffi_guard_csrc::csrc_call;
use ffi_guard_test_support::child::{self, Outcome, Process};
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::target;
use std::any::Any;
use std::cell::RefCell;
use std::panic::{catch_unwind, resume_unwind};
use std::path::PathBuf;

pub(crate) const ROW: Row = Row {
    number: 22,
    hazard: "a panic that was carried through C is resumed on a thread that is already unwinding",
    without: "SIGABRT: \"panic in a destructor during cleanup\"",
    guarded: Some(
        "`across_c` records the panic and returns the result of C, and the first panic continues; `try_across_c` \
         returns the panic as a value",
    ),
    elsewhere: &[],
};

thread_local! {
    static KEPT: RefCell<Option<Box<dyn Any + Send>>> = const { RefCell::new(None) };
}

/// Carries a panic through C, as often written by hand.
fn call_c(value: i32) -> i32 {
    extern "C" fn callback(value: i32) -> i32 {
        let even = || {
            assert!(value % 2 == 0, "{value} is odd");
            value
        };
        catch_unwind(even).unwrap_or_else(|payload| {
            KEPT.set(Some(payload));
            -1
        })
    }
    let returned = csrc_call(callback, value);
    if let Some(payload) = KEPT.take() {
        resume_unwind(payload);
    }
    returned
}

/// Calls C when dropped.
struct CallOnDrop(i32);

impl Drop for CallOnDrop {
    fn drop(&mut self) {
        eprintln!("C returned {}", call_c(self.0));
    }
}

/// Panics while a value that calls C is in scope, and catches the panic.
fn unwind_over(value: i32) {
    let caught = catch_unwind(|| {
        let _pending = CallOnDrop(value);
        panic!("the first");
    });
    eprintln!("caught: {:?}", caught.expect_err("a panic").downcast_ref::<&str>());
}

#[track_caller]
pub(crate) fn expect_panic_in_cleanup(outcome: Outcome) {
    let outcome = outcome.expect_aborted();
    assert!(outcome.stderr.contains("panic in a destructor during cleanup"), "{outcome}");
    assert!(!outcome.stderr.contains("caught: "), "{outcome}");
}

#[test]
fn hazard_22_raised_again_by_hand() {
    if child::is_child() {
        unwind_over(7);
        return;
    }
    let outcome = this_test!(hazard_22_raised_again_by_hand).run();
    assert!(outcome.stderr.contains("7 is odd"), "{outcome}");
    expect_panic_in_cleanup(outcome);
}

/// Without another panic, the same code works.
#[test]
fn hazard_22_by_hand_where_only_one_panics() {
    if child::is_child() {
        unwind_over(8);
        let caught = catch_unwind(|| call_c(7)).expect_err("carried");
        assert_eq!(caught.downcast_ref(), Some(&"7 is odd".to_owned()));
        return;
    }
    let test = this_test!(hazard_22_by_hand_where_only_one_panics);
    let outcome = test.run().expect_success();
    assert!(outcome.stderr.contains("C returned 8\ncaught: Some(\"the first\")\n"), "{outcome}");
}

/// The same code with `across_c`. C calls its callbacks with a data pointer.
const PROGRAM: &str = r#"
use std::ffi::{c_int, c_void};
use std::panic::{self, catch_unwind, resume_unwind};
use std::thread;

unsafe extern "C" {
    fn qsort_r(
        base: *mut c_void,
        count: usize,
        size: usize,
        compare: unsafe extern "C" fn(*const c_void, *const c_void, *mut c_void) -> c_int,
        data: *mut c_void,
    );
}

fn call_c(scope: &ffi_guard::callback::Scope) -> &'static str {
    let mut numbers = [2, 1];
    let callback = scope.callback(|_: *const c_void, _: *const c_void| -> c_int { panic!("the second") }).or(0);
    let data = callback.data();
    unsafe { qsort_r(numbers.as_mut_ptr().cast(), 2, size_of::<c_int>(), callback.data_last(), data) };
    "returned"
}

struct CallOnDrop(fn() -> String);

impl Drop for CallOnDrop {
    fn drop(&mut self) {
        println!("C {}, panicking: {}", (self.0)(), thread::panicking());
    }
}

fn unwind_over(call: fn() -> String) {
    let caught = catch_unwind(|| {
        let _pending = CallOnDrop(call);
        panic!("the first");
    });
    println!("caught: {:?}", caught.unwrap_err().downcast_ref::<&str>());
    println!("recorded: {:?}", ffi_guard::last_error().map(|error| error.message().to_owned()));
}

fn across_c() -> String {
    ffi_guard::across_c(call_c).to_owned()
}

fn try_across_c() -> String {
    ffi_guard::try_across_c(call_c).map_or_else(|carried| format!("{:?}", carried.message()), str::to_owned)
}

/// Makes the panic count wrong, as in row 9.
fn miscount() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(|_| _ = catch_unwind(|| resume_unwind(Box::new(1)))));
    let _ = catch_unwind(|| panic!("miscounted"));
    panic::set_hook(previous);
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("across_c") => unwind_over(across_c),
        Some("try_across_c") => unwind_over(try_across_c),
        Some("miscounted") => {
            miscount();
            unwind_over(across_c);
        }
        other => panic!("{other:?}"),
    }
}
"#;

/// Returns a program that unwinds over `across_c`: `across_c`, `try_across_c` or `miscounted`.
pub(crate) fn program(name: &str) -> PathBuf {
    target::require_unix("the program calls `qsort_r`");
    let output = Project::new(name).file("src/main.rs", PROGRAM).build().expect_success();
    output.artifacts.executable(name).to_owned()
}

#[test]
fn hazard_22_recorded_by_across_c() {
    let program = program("hazard_22_carried");
    let outcome = Process::of_target(&program).arg("across_c").run().expect_success();
    let expected = "C returned, panicking: true\n\
                    caught: Some(\"the first\")\nrecorded: Some(\"the second\")\n";
    assert_eq!(outcome.stdout, expected, "{outcome}");
    let outcome = Process::of_target(&program).arg("try_across_c").run().expect_success();
    let expected = "C Some(\"the second\"), panicking: true\n\
                    caught: Some(\"the first\")\nrecorded: None\n";
    assert_eq!(outcome.stdout, expected, "{outcome}");
}
