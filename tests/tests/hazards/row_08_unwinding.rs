//! Row 8: a destructor that runs while a panic unwinds calls a guarded function, which panics itself.

use crate::row::Row;
use crate::support::{expect_refused_to_unwind, last_error, line_of, this_test};
use ffi_guard::ffi_export;
use ffi_guard_test_support::child;
use std::cell::RefCell;
use std::thread;

pub(crate) const ROW: Row = Row {
    number: 8,
    hazard: "a destructor that runs during unwinding calls an exported function that panics",
    without: "SIGABRT, as in row 1",
    guarded: Some(
        "the fallback, at any depth; `thread::panicking()` stays true for the outer panic",
    ),
    elsewhere: &[],
};

/// The observations at one level.
#[derive(Debug, PartialEq)]
struct Seen {
    level: u32,
    line: u32,
    panicking_after: bool,
}

thread_local! {
    static SEEN: RefCell<Vec<Seen>> = const { RefCell::new(Vec::new()) };
}

/// Calls the guarded function of the next level when dropped.
struct CallOnDrop {
    level: u32,
    last: u32,
}

impl Drop for CallOnDrop {
    fn drop(&mut self) {
        let result = hazard_08_level(self.level, self.last);
        let error = last_error();
        // No assertion here: it would be a panic in a destructor during unwinding.
        if result == -1 && error.message() == format!("level {}", self.level) {
            let panicking_after = thread::panicking();
            let seen = Seen { level: self.level, line: line_of(&error), panicking_after };
            SEEN.with_borrow_mut(|list| list.push(seen));
        }
    }
}

/// The line of the panic at level 0; the panics of the next levels are on the following lines.
const FIRST_LINE: u32 = line!() + 7;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn hazard_08_level(level: u32, last: u32) -> i32 {
    let _next = (level < last).then(|| CallOnDrop { level: level + 1, last });
    match level {
        0 => panic!("level {level}"),
        1 => panic!("level {level}"),
        2 => panic!("level {level}"),
        3 => panic!("level {level}"),
        4 => panic!("level {level}"),
        _ => panic!("level {level}"),
    }
}

#[test]
fn hazard_08_five_levels_deep() {
    assert_eq!(hazard_08_level(0, 5), -1);
    let outer = last_error();
    assert_eq!((outer.message(), line_of(&outer)), ("level 0", FIRST_LINE));
    assert_eq!(outer.count(), 6);
    let expected = (1..=5).rev();
    let expected: Vec<_> = expected
        .map(|level| Seen { level, line: FIRST_LINE + level, panicking_after: true })
        .collect();
    assert_eq!(SEEN.take(), expected);
    assert!(!thread::panicking());
}

/// A thread stores eight locations. At deeper levels, the outer locations are lost rather than wrong.
#[test]
fn hazard_08_deeper_than_locations_are_remembered() {
    assert_eq!(hazard_08_level(0, 30), -1);
    let outer = last_error();
    assert_eq!((outer.message(), outer.count()), ("level 0", 31));
    assert_eq!(line_of(&outer), 0);
    for Seen { level, line, .. } in SEEN.take() {
        assert!(line == 0 || line == FIRST_LINE + level.min(5), "line {line} of level {level}");
        assert_eq!(line == 0, level <= 22, "level {level}");
    }
}

/// A destructor that calls `panicking()` observes the outer panic, not its own.
#[test]
fn hazard_08_panicking_is_not_about_the_own_body() {
    #[ffi_export(fallback = 2)]
    #[unsafe(no_mangle)]
    extern "C" fn hazard_08_panicking() -> u32 {
        u32::from(thread::panicking())
    }
    struct Ask;
    impl Drop for Ask {
        fn drop(&mut self) {
            let line = hazard_08_panicking();
            SEEN.with_borrow_mut(|list| {
                list.push(Seen { level: 0, line, panicking_after: thread::panicking() });
            });
        }
    }
    let _ = std::panic::catch_unwind(|| {
        let _ask = Ask;
        panic!("outer");
    });
    assert_eq!(SEEN.take(), [Seen { level: 0, line: 1, panicking_after: true }]);
    assert_eq!(hazard_08_panicking(), 0);
}

#[test]
fn hazard_08_without_a_guard() {
    extern "C" fn bare() {
        panic!("inner")
    }
    struct CallBare;
    impl Drop for CallBare {
        fn drop(&mut self) {
            bare();
        }
    }
    if child::is_child() {
        let _ = std::panic::catch_unwind(|| {
            let _call = CallBare;
            panic!("outer");
        });
        return;
    }
    expect_refused_to_unwind(this_test!(hazard_08_without_a_guard).run());
}
