//! Backtraces: who enables them, who can read them, and how much of them is stored.

use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::child::Process;
use ffi_guard_test_support::fixture;
use ffi_guard_test_support::project::Project;

/// A program that prints the backtrace of each failure, if there is one.
const PROGRAM: &str = r#"
use ffi_guard::{Error, across_c, ffi_export, last_backtrace, last_error};
use std::hint::black_box;

ffi_guard::ffi_library! { prefix = "reader", quiet = true }

#[inline(never)]
fn inner_frame(value: i32) -> i32 {
    assert!(black_box(value) % 2 == 0, "{value} is odd");
    value
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn reader_even(value: i32) -> i32 {
    inner_frame(value)
}

#[ffi_export(fallback = |error| names(error.backtrace()))]
#[unsafe(no_mangle)]
extern "C" fn reader_fallback() -> i32 {
    inner_frame(1)
}

fn names(backtrace: Option<std::sync::Arc<std::backtrace::Backtrace>>) -> i32 {
    backtrace.map_or(0, |backtrace| 1 + i32::from(backtrace.to_string().contains("inner_frame")))
}

fn observer(error: &Error) {
    println!("observer {}", names(error.backtrace()));
}

fn main() {
    println!("before {}", names(last_backtrace()));
    ffi_guard::observe(observer);
    reader_even(1);
    println!("last {}", names(last_backtrace()));
    println!("fallback {}", reader_fallback());
    // One that is carried through C, and then caught by a guard.
    let carried = ffi_guard::try_across_c(|scope| {
        let callback = scope.callback(|value: i32| -> i32 { inner_frame(value) }).or(-1);
        let function = callback.data_last();
        unsafe { function(1, callback.data()) }
    });
    let carried = std::panic::AssertUnwindSafe(carried.expect_err("a panic"));
    reader_resume(carried.0);
    println!("carried {}", names(last_backtrace()));
    let kept = last_error().expect("an error");
    ffi_guard::clear_last_error();
    println!("cleared {} {}", names(last_backtrace()), names(kept.backtrace()));
    across_c(|_| ());
}

fn reader_resume(carried: ffi_guard::callback::CallbackPanic) {
    PANIC.set(Some(carried));
    reader_go_on();
}

thread_local!(static PANIC: std::cell::Cell<Option<ffi_guard::callback::CallbackPanic>> = const { std::cell::Cell::new(None) });

#[ffi_export]
#[unsafe(no_mangle)]
extern "C" fn reader_go_on() {
    PANIC.take().expect("a panic").resume()
}
"#;

const NONE: &str =
    "before 0\nobserver 0\nlast 0\nobserver 0\nfallback 0\nobserver 0\ncarried 0\ncleared 0 0\n";
const EACH: &str =
    "before 0\nobserver 2\nlast 2\nobserver 2\nfallback 2\nobserver 2\ncarried 2\ncleared 0 0\n";

#[track_caller]
fn prints(name: &str, source: &str, environments: &[(&[(&str, &str)], &str)]) {
    let output = Project::new(name).file("src/main.rs", source).build().expect_success();
    for (variables, expected) in environments {
        let process = Process::of_target(output.artifacts.executable(name));
        let set = |process: Process, (name, value): &(&str, &str)| process.env(name, value);
        let outcome = variables.iter().fold(process, set).run().expect_success();
        assert_eq!(outcome.stdout, *expected, "{variables:?}: {outcome}");
    }
}

#[test]
fn the_environment_asks_as_it_asks_std() {
    prints(
        "reporting_backtrace_asked",
        PROGRAM,
        &[
            (&[], NONE),
            (&[("RUST_BACKTRACE", "0")], NONE),
            (&[("RUST_BACKTRACE", "1"), ("RUST_LIB_BACKTRACE", "0")], NONE),
            (&[("RUST_BACKTRACE", "1")], EACH),
            (&[("RUST_BACKTRACE", "full")], EACH),
            (&[("RUST_BACKTRACE", "0"), ("RUST_LIB_BACKTRACE", "1")], EACH),
        ],
    );
}

#[test]
fn the_library_asks() {
    let source = PROGRAM.replace("quiet = true", "quiet = true, backtrace = true");
    prints("reporting_backtrace", &source, &[(&[], EACH), (&[("RUST_BACKTRACE", "0")], EACH)]);
}

#[track_caller]
fn many(test: &str) {
    let program = Program::new("backtraces_many.c").unit("backtraces_many.c");
    let program = program.link(fixture::build("traced").cdylib()).build();
    program.process().arg(test).run().expect_success();
}

#[test]
fn a_hundred_thousand_failures_leave_nothing_behind() {
    many("on_one_thread");
}

#[test]
fn threads_that_end_leave_nothing_behind() {
    many("on_threads_that_end");
}

#[test]
fn more_threads_than_places() {
    many("on_many_threads_at_once");
}
