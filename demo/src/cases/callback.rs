//! A panic in a callback that C invoked, while C and the Rust frame above it are at work.

use ffi_guard::ffi_export;
use ffi_guard_csrc::csrc_visit;

use super::FAILED;
use crate::case::{Case, Expected, Guarded, Instead};
use crate::outcome::Cleanup;
use crate::pending;

const PRICES: [i32; 3] = [5, 7, 11];
/// More items than there are prices.
const ITEMS: i32 = 5;

const FILE: &str = file!();
const PANICS_AT: u32 = line!() + 4;

fn price(item: i32) -> i32 {
    let known = PRICES.iter().zip(0..).find(|(_, index)| *index == item);
    *known.expect("item has no price").0
}

extern "C" fn unguarded(item: i32) -> i32 {
    price(item)
}

#[ffi_export(fallback = FAILED)]
#[unsafe(no_mangle)]
extern "C" fn demo_price(item: i32) -> i32 {
    price(item)
}

pub(super) const CASE: Case = Case {
    name: "callback",
    title: "a callback C invoked",
    instead: Instead::Nothing,
    unguarded: || pending::announced(|answer| csrc_visit(unguarded, ITEMS, answer)),
    guarded: Guarded::Here(|| pending::ask(|answer| csrc_visit(demo_price, ITEMS, answer))),
    expected: Expected {
        cleanup: Cleanup::Lost,
        returned: "-1",
        caught_by: "demo_price",
        message: "item has no price",
        place: Some((FILE, PANICS_AT)),
    },
};
