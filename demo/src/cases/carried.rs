//! A panic in a function that C calls by its address. It resumes in the Rust frame that called C, after C has returned.

use std::any::Any;

use ffi_guard::callback::CallbackPanic;
use ffi_guard::{ffi_callback, try_across_c};
use ffi_guard_csrc::csrc_each;

use super::FAILED;
use crate::case::{Case, Expected, Guarded, Instead};
use crate::outcome::{Cleanup, Report, place};
use crate::pending;

const WEIGHTS: [i32; 2] = [5, 7];
/// One call more than there are weights.
const CALLS: i32 = 3;

const FILE: &str = file!();
const PANICS_AT: u32 = line!() + 4;

fn weight(item: i32) -> i32 {
    let known = WEIGHTS.iter().zip(0..).find(|(_, index)| *index == item);
    let Some((weight, _)) = known else { panic!("no weight is known") };
    *weight
}

extern "C" fn unguarded(item: i32) -> i32 {
    weight(item)
}

#[ffi_callback(fallback = FAILED)]
extern "C" fn guarded(item: i32) -> i32 {
    weight(item)
}

fn run_guarded() -> Report {
    let (mut sum, mut raised_at) = (0, place(None));
    let (result, cleanup) = pending::caught(|| {
        // C adds up the returned values.
        if let Err(carried) = try_across_c(|_| sum = csrc_each(guarded, CALLS)) {
            raised_at = place_of(&carried);
            carried.resume();
        }
    });
    let payload = result.err();
    Report {
        returned: (sum - i64::from(WEIGHTS.iter().sum::<i32>())).to_string(),
        cleanup,
        caught_by: if payload.is_some() { OUTER_FRAME } else { "" }.to_owned(),
        message: text(payload.as_deref()).to_owned(),
        place: raised_at,
        faults: Vec::new(),
        more: Vec::new(),
    }
}

/// The Rust frame above C.
const OUTER_FRAME: &str = "outer frame";

fn place_of(carried: &CallbackPanic) -> String {
    place(carried.location().map(|location| (location.file(), location.line())))
}

fn text(payload: Option<&(dyn Any + Send)>) -> &str {
    payload.and_then(|payload| payload.downcast_ref::<&str>()).copied().unwrap_or_default()
}

pub(super) const CASE: Case = Case {
    name: "carried",
    title: "a callback, in across_c",
    instead: Instead::Nothing,
    unguarded: || pending::announced(|_| _ = csrc_each(unguarded, CALLS)),
    guarded: Guarded::Here(run_guarded),
    expected: Expected {
        cleanup: Cleanup::Lost,
        returned: "-1",
        caught_by: OUTER_FRAME,
        message: "no weight is known",
        place: Some((FILE, PANICS_AT)),
    },
};
