//! A panic in an exported function.

use ffi_guard::ffi_export;
use ffi_guard_csrc::csrc_ask;

use super::FAILED;
use crate::case::{Case, Expected, Guarded, Instead};
use crate::outcome::Cleanup;
use crate::pending;

const FILE: &str = file!();
const PANICS_AT: u32 = line!() + 3;

fn divide(value: i32) -> i32 {
    1000 / value
}

extern "C" fn unguarded(value: i32) -> i32 {
    divide(value)
}

#[ffi_export(fallback = FAILED)]
#[unsafe(no_mangle)]
extern "C" fn demo_divide(value: i32) -> i32 {
    divide(value)
}

pub(super) const CASE: Case = Case {
    name: "export",
    title: "an exported function",
    instead: Instead::Nothing,
    unguarded: || pending::announced(|answer| csrc_ask(unguarded, 0, answer)),
    guarded: Guarded::Here(|| pending::ask(|answer| csrc_ask(demo_divide, 0, answer))),
    expected: Expected {
        cleanup: Cleanup::Lost,
        returned: "-1",
        caught_by: "demo_divide",
        message: "attempt to divide by zero",
        place: Some((FILE, PANICS_AT)),
    },
};
