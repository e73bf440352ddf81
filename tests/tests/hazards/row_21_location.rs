//! Row 21: a stored location of an earlier panic is combined with the message of a later one.
//!
//! The hook sees where a panic is raised; the guard sees what was caught. Only the text connects the two. Every test
//! here leaves a location behind, and then fails in a way that has no location.

use crate::row::Row;
use crate::support::{last_error, line_of};
use ffi_guard::ffi_export;
use std::any::Any;
use std::panic::{catch_unwind, panic_any, resume_unwind};
use std::thread;

pub(crate) const ROW: Row = Row {
    number: 21,
    hazard: "the location of an earlier panic is still stored when a later panic is reported",
    without: "a wrong file and line in the error",
    guarded: Some(
        "a location is reported only once and only for the message it was stored with; otherwise none is",
    ),
    elsewhere: &[],
};

/// A static has a single address; a literal that is written twice may have two.
static LITERAL: &str = "a literal of this test";

type Payload = Box<dyn Any + Send>;
type Case = fn() -> Payload;

/// Unwinds with the payload that `case` returns, without running the hook.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_21_resume(case: usize) -> i32 {
    resume_unwind(CASES[case]())
}

/// The line of the panic in [`raise`].
const RAISED: u32 = line!() + 4;

/// Panics with this text, and catches the panic outside a guard.
fn raise(text: &str) -> String {
    let caught = catch_unwind(|| panic!("{text}")).expect_err("a panic");
    *caught.downcast::<String>().expect("a formatted text")
}

/// The line of the panic in [`raise_literal`].
const RAISED_LITERAL: u32 = line!() + 4;

/// Like [`raise`], with the literal.
fn raise_literal() -> Payload {
    catch_unwind(|| panic_any(LITERAL)).expect_err("a panic")
}

const CASES: [Case; 7] = [
    another_text_of_the_same_length,
    another_text_at_the_same_address,
    another_literal_of_the_same_length,
    the_literal_after_it_was_reported,
    the_text_of_another_thread,
    the_same_payload,
    the_same_literal,
];

fn another_text_of_the_same_length() -> Payload {
    drop(raise("abcdefgh"));
    Box::new("ABCDEFGH".to_owned())
}

/// Acts like an allocator that returns the block that was just freed.
fn another_text_at_the_same_address() -> Payload {
    let mut text = raise("abcdefgh");
    let address = text.as_ptr();
    text.clear();
    text.push_str("ABCDEFGH");
    assert_eq!((address, text.len()), (text.as_ptr(), 8));
    Box::new(text)
}

fn another_literal_of_the_same_length() -> Payload {
    drop(raise_literal());
    Box::new("A LITERAL OF THIS TEST")
}

/// The guard uses a location once, and discards older ones with the same text.
fn the_literal_after_it_was_reported() -> Payload {
    let (first, second) = (raise_literal(), raise_literal());
    assert_eq!(hazard_21_raise(), -1);
    drop((first, second));
    Box::new(LITERAL)
}

fn the_text_of_another_thread() -> Payload {
    thread::spawn(|| panic!("abcdefgh")).join().expect_err("a panic")
}

/// The payload of the panic that was raised there.
fn the_same_payload() -> Payload {
    Box::new(raise("abcdefgh"))
}

/// A literal that was not raised cannot be distinguished from the one that was, so the latest location is reported.
fn the_same_literal() -> Payload {
    drop(raise_literal());
    Box::new(LITERAL)
}

/// The line of the panic in [`hazard_21_raise`].
const RAISED_GUARDED: u32 = line!() + 5;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_21_raise() -> i32 {
    panic_any(LITERAL)
}

/// Returns the message and the line after `case`.
#[track_caller]
fn report_of(case: Case) -> (String, u32) {
    let index = CASES.iter().position(|&other| std::ptr::fn_addr_eq(other, case));
    assert_eq!(hazard_21_resume(index.expect("a case")), -1);
    (last_error().message().to_owned(), line_of(&last_error()))
}

#[test]
fn hazard_21_another_text_has_no_location() {
    for case in [another_text_of_the_same_length, another_text_at_the_same_address] {
        assert_eq!(report_of(case), ("ABCDEFGH".to_owned(), 0));
    }
    let report = report_of(another_literal_of_the_same_length);
    assert_eq!(report, ("A LITERAL OF THIS TEST".to_owned(), 0));
}

#[test]
fn hazard_21_a_location_is_given_out_once() {
    assert_eq!(report_of(the_literal_after_it_was_reported), (LITERAL.to_owned(), 0));
}

#[test]
fn hazard_21_another_thread_has_its_own() {
    assert_eq!(report_of(the_text_of_another_thread), ("abcdefgh".to_owned(), 0));
}

#[test]
fn hazard_21_a_payload_that_goes_on_keeps_its_location() {
    assert_eq!(report_of(the_same_payload), ("abcdefgh".to_owned(), RAISED));
}

/// The location of a panic that was caught without a guard is discarded by the thread's next caught panic.
#[test]
fn hazard_21_what_was_swallowed_is_forgotten() {
    const LEFT_OVER: &str = "left over";
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn hazard_21_left_over() -> i32 {
        resume_unwind(Box::new(LEFT_OVER))
    }
    drop(catch_unwind(|| panic_any(LEFT_OVER)).expect_err("a panic"));
    assert_eq!(hazard_21_raise(), -1);
    assert_eq!(hazard_21_left_over(), -1);
    assert_eq!((last_error().message(), line_of(&last_error())), (LEFT_OVER, 0));
}

#[test]
fn hazard_21_the_latest_of_equal_texts_counts() {
    drop(raise_literal());
    assert_eq!(hazard_21_raise(), -1);
    assert_eq!(line_of(&last_error()), RAISED_GUARDED);
    assert_eq!(report_of(the_same_literal), (LITERAL.to_owned(), RAISED_LITERAL));
}

/// More panics than a thread stores are raised and caught elsewhere, between a panic and its guard.
#[test]
fn hazard_21_forgotten_is_unknown() {
    const LINE: u32 = line!() + 11;
    struct PanicsOnDrop(usize);
    impl Drop for PanicsOnDrop {
        fn drop(&mut self) {
            (0..self.0).for_each(|n| drop(raise(&n.to_string())));
        }
    }
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn hazard_21_many(others: usize) -> i32 {
        let _panics = PanicsOnDrop(others);
        panic!("after other panics")
    }
    for (others, line) in [(0, LINE), (7, LINE), (8, 0), (100, 0)] {
        assert_eq!(hazard_21_many(others), -1);
        assert_eq!(last_error().message(), "after other panics");
        assert_eq!(line_of(&last_error()), line, "{others}");
    }
}
