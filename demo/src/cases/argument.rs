//! An argument whose drop panics, in a function that does not use it.

use std::panic::catch_unwind;

use ffi_guard::ffi_export;
use ffi_guard_csrc::{Resource, csrc_give};

use super::FAILED;
use crate::case::{Case, Expected, Guarded, Instead};
use crate::outcome::Cleanup;
use crate::pending;

/// A number whose release panics.
const RELEASED: i32 = -7;

/// The closure does not use the argument, so it is dropped outside the catch.
extern "C" fn caught_by_hand(_resource: Resource) -> i32 {
    match catch_unwind(|| 0) {
        Ok(value) => value,
        Err(_) => FAILED,
    }
}

#[ffi_export(fallback = FAILED)]
#[unsafe(no_mangle)]
extern "C" fn demo_close(_resource: Resource) -> i32 {
    0
}

pub(super) const CASE: Case = Case {
    name: "argument",
    title: "drop of an argument",
    instead: Instead::HandWrittenCatch,
    unguarded: || pending::announced(|answer| csrc_give(caught_by_hand, RELEASED, answer)),
    guarded: Guarded::Here(|| pending::ask(|answer| csrc_give(demo_close, RELEASED, answer))),
    expected: Expected {
        cleanup: Cleanup::Lost,
        returned: "-1",
        caught_by: "demo_close",
        message: Resource::MESSAGE,
        place: Some(Resource::PANICS_AT),
    },
};
