//! A panic in an `atexit` handler of C, after `main` has returned.
//!
//! Both sides run in a child process, because an exit can only be observed from outside. The pending cleanup is a
//! handler that was registered earlier and therefore runs later.

use ffi_guard::ffi_export;
use ffi_guard_csrc::{Function, csrc_ask_at_exit};

use super::FAILED;
use crate::case::{Case, Expected, Guarded, Instead};
use crate::outcome::Cleanup;
use crate::pending;

/// The number of lines to flush.
const LINES: i32 = 3;

const FILE: &str = file!();
const PANICS_AT: u32 = line!() + 3;

fn flush(lines: i32) -> i32 {
    assert!(lines == 0, "the log is closed");
    lines
}

extern "C" fn unguarded(lines: i32) -> i32 {
    flush(lines)
}

#[ffi_export(fallback = FAILED)]
#[unsafe(no_mangle)]
extern "C" fn demo_flush(lines: i32) -> i32 {
    flush(lines)
}

fn at_exit(function: Function) {
    if csrc_ask_at_exit(function, LINES, pending::announce) != 0 {
        eprintln!("atexit took no handler");
    }
}

pub(super) const CASE: Case = Case {
    name: "at-exit",
    title: "C's atexit *",
    instead: Instead::Nothing,
    unguarded: || at_exit(unguarded),
    guarded: Guarded::InChild(|| at_exit(demo_flush)),
    expected: Expected {
        cleanup: Cleanup::Lost,
        returned: "-1",
        caught_by: "demo_flush",
        message: "the log is closed",
        place: Some((FILE, PANICS_AT)),
    },
};
