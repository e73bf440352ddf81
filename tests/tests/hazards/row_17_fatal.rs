//! Row 17: events that are not panics end the process, with or without a guard.

use crate::row::Row;
use crate::support::{program, this_test};
use ffi_guard::ffi_export;
use ffi_guard_test_support::child::{self, Outcome, Process};
use ffi_guard_test_support::project::Project;
use ffi_guard_test_support::target;
use std::hint::black_box;

pub(crate) const ROW: Row = Row {
    number: 17,
    hazard: "out of memory, `abort`, `exit`, SIGSEGV, stack overflow, std's debug checks of unsafe code",
    without: "the process ends",
    guarded: None,
    elsewhere: &[(
        "Windows",
        "the process ends: 0xC0000409 by Rust's `abort`, status 3 by C's, 0xC0000005 for an invalid access; `exit` of Rust runs no `atexit` handler of C",
    )],
};

/// Why a stack overflow cannot be observed under Wine.
const OVERFLOW: &str = "Wine does not report a stack overflow as Windows does";

/// Calls a function of the library `brittle` from a C main function.
#[track_caller]
fn called_by_c(name: &str, value: &str) -> Outcome {
    program("deaths.c", &["brittle"]).process().args([name, value]).run()
}

/// Checks that no fallback was returned and no destructor has run.
#[track_caller]
fn without_a_word_to_c(outcome: &Outcome) {
    assert_eq!(outcome.stdout, "", "{outcome}");
    assert!(!outcome.stderr.contains("dropped"), "{outcome}");
}

#[test]
fn hazard_17_stack_overflow_under_a_c_main_is_a_bare_sigsegv() {
    let outcome = called_by_c("recurse", "10");
    assert_eq!(outcome.stdout, "recurse(10) = 0\natexit\n", "{outcome}");
    if target::is_wine() {
        target::unavailable(OVERFLOW);
    }
    let outcome = called_by_c("recurse", "-1");
    assert!(outcome.segfaulted(), "{outcome}");
    assert_eq!(outcome.stderr, "", "there is no message, because a C main installs no handler");
    without_a_word_to_c(&outcome);
}

#[test]
fn hazard_17_stack_overflow_under_a_rust_main_aborts_with_a_message() {
    #[ffi_export(fallback = 0)]
    #[unsafe(no_mangle)]
    extern "C" fn hazard_17_recurse(depth: u64) -> u64 {
        let frame = black_box([depth; 64]);
        if depth == 0 { 0 } else { hazard_17_recurse(depth - 1) + frame[0] }
    }
    if target::is_wine() {
        target::unavailable(OVERFLOW);
    }
    if child::is_child() {
        assert_eq!(hazard_17_recurse(3), 6);
        black_box(hazard_17_recurse(u64::MAX));
        return;
    }
    let test = this_test!(hazard_17_stack_overflow_under_a_rust_main_aborts_with_a_message);
    let outcome = test.run().expect_aborted();
    assert!(outcome.stderr.contains("has overflowed its stack"), "{outcome}");
}

#[test]
fn hazard_17_abort() {
    let by_rust = called_by_c("abort_in_rust", "8").expect_aborted();
    let by_c = called_by_c("abort_in_callback", "8").expect_aborted_by_c();
    for outcome in [by_rust, by_c] {
        assert_eq!(outcome.stderr, "", "{outcome}");
        without_a_word_to_c(&outcome);
    }
}

/// The process exits normally, with C's exit handlers but without the destructors of the frames on the stack. On Windows,
/// the exit handlers of C run only if C exits.
#[test]
fn hazard_17_exit() {
    let by_rust = if target::is_windows() { "" } else { "atexit\n" };
    for (name, printed) in [("brittle_exit", by_rust), ("exit_in_callback", "atexit\n")] {
        let outcome = called_by_c(name, "42");
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(42), printed), "{outcome}");
        assert_eq!(outcome.stderr, "", "{outcome}");
    }
}

#[test]
fn hazard_17_out_of_memory() {
    let outcome = called_by_c("exhaust_memory", "0").expect_aborted();
    let has_32_bits = target::triple().starts_with("i686-");
    let half = if has_32_bits { "2147483647" } else { "9223372036854775807" };
    let message = format!("memory allocation of {half} bytes failed");
    assert!(outcome.stderr.contains(&message), "{outcome}");
    without_a_word_to_c(&outcome);
}

#[test]
fn hazard_17_segmentation_fault() {
    let outcome = called_by_c("segfault", "8");
    assert!(outcome.segfaulted(), "{outcome}");
    assert_eq!(outcome.stderr, "", "{outcome}");
    without_a_word_to_c(&outcome);
}

#[test]
fn hazard_17_a_signal() {
    const SIGTERM: i32 = 15;
    target::require_unix("signals end no process");
    let outcome = called_by_c("signal_in_callback", &SIGTERM.to_string());
    assert_eq!(outcome.signal, Some(SIGTERM), "{outcome}");
    without_a_word_to_c(&outcome);
}

/// std's checks of unsafe code in debug builds raise panics that cannot be caught.
#[test]
fn hazard_17_debug_checks_of_unsafe_code() {
    let project = Project::new("hazard_17_null").file(
        "src/main.rs",
        r#"
#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn read(pointer: *const i32) -> i32 {
    unsafe { *pointer }
}

fn main() {
    println!("{}", read(&5));
    println!("{}", read(std::hint::black_box(std::ptr::null())));
}
"#,
    );
    let output = project.build().expect_success();
    let outcome =
        Process::of_target(output.artifacts.executable("hazard_17_null")).run().expect_aborted();
    assert!(outcome.stderr.contains("null pointer dereference occurred"), "{outcome}");
    assert!(outcome.stderr.contains("thread caused non-unwinding panic. aborting."), "{outcome}");
    assert_eq!(outcome.stdout, "5\n", "{outcome}");
}

/// A function declared with `abort` does not catch a panic, on purpose.
#[test]
fn hazard_17_functions_without_a_fallback() {
    let returned = called_by_c("brittle_or_abort", "8").expect_success();
    assert_eq!(returned.stdout, "brittle_or_abort(8) = 8\natexit\n", "{returned}");
    for (name, symbol, message) in [
        ("brittle_or_abort", "brittle_or_abort", "7 is odd"),
        ("forever", "brittle_forever", "no more work after Some(0)"),
    ] {
        let outcome = called_by_c(name, "7").expect_aborted();
        let begins = format!("\nffi_guard: panic in {symbol} at ");
        let ends = format!(": {message}; it has no fallback value, so the process aborts\n");
        assert!(outcome.stderr.contains(&begins), "{outcome}");
        assert!(outcome.stderr.ends_with(&ends), "{outcome}");
        assert_eq!(outcome.stdout, "", "{outcome}");
    }
}
