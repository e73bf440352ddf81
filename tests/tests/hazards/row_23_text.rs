//! Row 23: messages that C cannot represent, or that do not fit into the buffer.

use crate::row::Row;
use crate::support::last_error;
use ffi_guard::ffi_export;
use std::panic::panic_any;
use std::rc::Rc;

pub(crate) const ROW: Row = Row {
    number: 23,
    hazard: "a message that contains a NUL, is very long, would be cut inside a character, or does not exist",
    without: "a panic in the error path, a truncated message, or invalid UTF-8",
    guarded: Some(
        "at most 1,023 bytes, truncated at a character boundary and marked with `…`; a NUL becomes U+FFFD",
    ),
    elsewhere: &[],
};

/// The maximum size of a message in bytes.
const LIMIT: usize = 1023;
/// The size of the truncation mark in bytes.
const SIGN: usize = "…".len();

/// Panics with `offset` dashes, followed by `count` characters of 1 to 4 bytes each.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_23_long(offset: usize, width: usize, count: usize) -> i32 {
    panic!("{}{}", "-".repeat(offset), ["a", "é", "€", "😀"][width - 1].repeat(count))
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_23_nul() -> i32 {
    panic!("\0one\0two\0\0")
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_23_only_nul(count: usize) -> i32 {
    panic!("{}", "\0".repeat(count))
}

/// Panics with payloads that are not text, or not created by `panic!`.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_23_any(kind: u32) -> i32 {
    match kind {
        0 => panic_any(7_i32),
        1 => panic_any(()),
        2 => panic_any(Box::<str>::from("boxed")),
        3 => panic_any(vec!["a", "list"]),
        4 => panic_any(std::io::Error::other("an error")),
        5 => panic_any("static"),
        _ => panic_any(String::from("owned")),
    }
}

#[test]
fn hazard_23_long_messages_are_cut_between_characters() {
    for width in 1..=4 {
        for offset in 0..4 {
            for count in [0, 1, 100, 255, 256, 340, 341, 342, 510, 512, 1023, 1024, 1025, 100_000] {
                assert_eq!(hazard_23_long(offset, width, count), -1);
                check_cut(last_error().message(), offset, width, count);
            }
        }
    }
}

#[track_caller]
fn check_cut(message: &str, offset: usize, width: usize, count: usize) {
    let full = offset + width * count;
    if full <= LIMIT {
        assert_eq!((message.len(), message.ends_with('…')), (full, false));
    } else {
        let whole = (LIMIT - SIGN - offset) / width;
        assert_eq!(message.len(), offset + width * whole + SIGN, "{offset} {width} {count}");
        assert!(message.ends_with('…'));
    }
}

#[test]
fn hazard_23_a_mebibyte_needs_no_more_room() {
    assert_eq!(hazard_23_long(0, 1, 1 << 20), -1);
    assert_eq!(last_error().message().len(), LIMIT);
}

#[test]
fn hazard_23_nul_is_replaced() {
    assert_eq!(hazard_23_nul(), -1);
    assert_eq!(last_error().message(), "\u{FFFD}one\u{FFFD}two\u{FFFD}\u{FFFD}");
    for (count, shown) in [(0, 0), (1, 1), (341, 341), (342, 340), (10_000, 340)] {
        assert_eq!(hazard_23_only_nul(count), -1);
        let error = last_error();
        assert_eq!(error.message().matches('\u{FFFD}').count(), shown, "{count}");
        assert_eq!(error.message().ends_with('…'), count > 341);
    }
}

#[test]
fn hazard_23_payloads_without_a_text() {
    for kind in 0..5 {
        assert_eq!(hazard_23_any(kind), -1);
        let error = last_error();
        assert_eq!(error.message(), "panic payload is not a string");
        assert!(error.location().is_none(), "{error}");
    }
    for (kind, text) in [(5, "static"), (6, "owned")] {
        assert_eq!(hazard_23_any(kind), -1);
        assert_eq!(last_error().message(), text);
    }
}

/// An error owns its texts: the values that the message was created from may have been dropped.
#[test]
fn hazard_23_an_error_outlives_what_it_was_made_from() {
    let error = {
        assert_eq!(hazard_23_long(0, 2, 3), -1);
        Rc::new(last_error())
    };
    assert_eq!(hazard_23_long(0, 1, 5), -1);
    assert_eq!((error.message(), last_error().message()), ("ééé", "aaaaa"));
    assert_eq!(error.function(), "hazard_23_long");
}
