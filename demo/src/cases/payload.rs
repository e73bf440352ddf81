//! A payload whose drop panics, after the first panic was caught.

use std::panic::{catch_unwind, panic_any};

use ffi_guard::ffi_export;
use ffi_guard_csrc::csrc_ask;

use super::{FAILED, NO_TEXT};
use crate::case::{Case, Expected, Guarded, Instead};
use crate::outcome::Cleanup;
use crate::pending;

struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("the payload was dropped");
    }
}

fn throw(_: i32) -> i32 {
    panic_any(Bomb)
}

/// The arm `Err(_)` drops the payload, outside the catch.
extern "C" fn caught_by_hand(value: i32) -> i32 {
    match catch_unwind(|| throw(value)) {
        Ok(value) => value,
        Err(_) => FAILED,
    }
}

#[ffi_export(fallback = FAILED)]
#[unsafe(no_mangle)]
extern "C" fn demo_throw(value: i32) -> i32 {
    throw(value)
}

pub(super) const CASE: Case = Case {
    name: "payload",
    title: "drop of the payload",
    instead: Instead::HandWrittenCatch,
    unguarded: || pending::announced(|answer| csrc_ask(caught_by_hand, 0, answer)),
    guarded: Guarded::Here(|| pending::ask(|answer| csrc_ask(demo_throw, 0, answer))),
    expected: Expected {
        cleanup: Cleanup::Lost,
        returned: "-1",
        caught_by: "demo_throw",
        message: NO_TEXT,
        place: None,
    },
};
