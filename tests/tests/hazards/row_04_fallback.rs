//! Row 4: the fallback panics. Without a value to return, the process aborts with a message.

use crate::row::Row;
use crate::support::this_test;
use ffi_guard::{Fallback, ffi_export};
use ffi_guard_test_support::child::{self, Outcome, Process};
use std::panic::{panic_any, resume_unwind};

pub(crate) const ROW: Row = Row {
    number: 4,
    hazard: "the fallback panics",
    without: "SIGABRT without the name of the function",
    guarded: Some("SIGABRT with a message that names the function, both panics and the location"),
    elsewhere: &[],
};

#[ffi_export(fallback = "no number".parse::<i32>().unwrap())]
#[unsafe(no_mangle)]
extern "C" fn hazard_04_expression() -> i32 {
    panic!("the body")
}

#[ffi_export(fallback = |error| -> i32 { panic!("after {}", error.function()) })]
#[unsafe(no_mangle)]
extern "C" fn hazard_04_closure() -> i32 {
    panic!("the body")
}

#[repr(C)]
struct Answer(i32);

impl Fallback for Answer {
    fn fallback() -> Self {
        panic!("no answer")
    }
}

#[ffi_export]
#[unsafe(no_mangle)]
extern "C" fn hazard_04_type() -> Answer {
    panic!("the body")
}

struct PanicsOnDrop;

impl Drop for PanicsOnDrop {
    fn drop(&mut self) {
        resume_unwind(Box::new(PanicsOnDrop));
    }
}

#[ffi_export(fallback = panic_any(PanicsOnDrop))]
#[unsafe(no_mangle)]
extern "C" fn hazard_04_payload() -> i32 {
    panic!("the body")
}

/// Checks the line that the guard prints.
#[track_caller]
fn last_words(process: Process) -> String {
    let outcome: Outcome = process.run().expect_aborted();
    let lines: Vec<&str> =
        outcome.stderr.lines().filter(|line| line.starts_with("ffi_guard: ")).collect();
    assert_eq!(lines.len(), 1, "{outcome}");
    assert!(lines[0].contains(file!()), "no place\n{outcome}");
    lines[0].to_owned()
}

#[track_caller]
fn names_both(line: &str, function: &str, fallback: &str) {
    assert!(line.starts_with(&format!("ffi_guard: panic in {function} at ")), "{line}");
    assert!(line.contains(": the body; then its fallback panicked: "), "{line}");
    assert!(line.contains(fallback) && line.ends_with("; the process aborts"), "{line}");
}

#[test]
fn hazard_04_an_expression_panics() {
    if child::is_child() {
        hazard_04_expression();
        return;
    }
    let line = last_words(this_test!(hazard_04_an_expression_panics));
    names_both(&line, "hazard_04_expression", "InvalidDigit");
}

#[test]
fn hazard_04_a_closure_panics() {
    if child::is_child() {
        hazard_04_closure();
        return;
    }
    let line = last_words(this_test!(hazard_04_a_closure_panics));
    names_both(&line, "hazard_04_closure", "after hazard_04_closure");
}

#[test]
fn hazard_04_the_fallback_of_a_type_panics() {
    if child::is_child() {
        let answer = hazard_04_type();
        eprintln!("returned {}", answer.0);
        return;
    }
    let line = last_words(this_test!(hazard_04_the_fallback_of_a_type_panics));
    names_both(&line, "hazard_04_type", "no answer");
}

#[test]
fn hazard_04_the_fallbacks_payload_is_never_dropped() {
    if child::is_child() {
        hazard_04_payload();
        return;
    }
    let line = last_words(this_test!(hazard_04_the_fallbacks_payload_is_never_dropped));
    names_both(&line, "hazard_04_payload", "payload is not a string");
}

/// A function without a fallback prints that before it aborts.
#[test]
fn hazard_04_a_function_without_a_fallback_names_itself() {
    #[ffi_export(abort)]
    #[unsafe(no_mangle)]
    extern "C" fn hazard_04_abort() -> i32 {
        panic!("the body")
    }
    if child::is_child() {
        ffi_guard::observe(|error| eprintln!("observed {}", error.function()));
        hazard_04_abort();
        return;
    }
    let test = this_test!(hazard_04_a_function_without_a_fallback_names_itself);
    let outcome = test.run().expect_aborted();
    let line = "the body; it has no fallback value, so the process aborts";
    assert!(outcome.stderr.contains("\nffi_guard: panic in hazard_04_abort at "), "{outcome}");
    assert!(outcome.stderr.contains(line), "{outcome}");
    assert!(outcome.stderr.contains("\nobserved hazard_04_abort\n"), "{outcome}");
}

#[test]
fn hazard_04_a_function_that_never_returns_names_itself() {
    #[ffi_export(abort)]
    #[unsafe(no_mangle)]
    extern "C" fn hazard_04_never() -> ! {
        panic!("the body")
    }
    if child::is_child() {
        hazard_04_never();
    }
    let test = this_test!(hazard_04_a_function_that_never_returns_names_itself);
    let outcome = test.run().expect_aborted();
    assert!(outcome.stderr.contains("\nffi_guard: panic in hazard_04_never at "), "{outcome}");
}
