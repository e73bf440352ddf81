//! Concurrent calls from C threads. Half of them panic.

use std::iter;
use std::panic::panic_any;
use std::sync::atomic::{AtomicU64, Ordering};

use ffi_guard::{Error, ffi_export};
use ffi_guard_csrc::{Tally, csrc_threads};

use super::{FAILED, NO_TEXT};
use crate::case::{Case, Expected, Guarded, Instead};
use crate::latency;
use crate::outcome::{Cleanup, More, Report, place};
use crate::pending;
use crate::table::thousands;

const THREADS: u32 = 8;
const CALLS_EACH: u32 = 1_250;
/// The title of the case names this number.
const CALLS: u64 = THREADS as u64 * CALLS_EACH as u64;
const PANICS: u64 = CALLS / 2;

/// An argument for which the function does not panic.
const EVEN: i32 = 2;

static MADE: AtomicU64 = AtomicU64::new(0);
static DROPPED: AtomicU64 = AtomicU64::new(0);

/// Counts panics and their drops. Each panic has one, as its payload or as a local that unwinding drops.
struct Counted;

impl Counted {
    fn new() -> Self {
        MADE.fetch_add(1, Ordering::Relaxed);
        Self
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        DROPPED.fetch_add(1, Ordering::Relaxed);
    }
}

fn even(value: i32) -> i32 {
    if value % 2 != 0 {
        refuse(value);
    }
    value
}

const FILE: &str = file!();
const PANICS_AT: u32 = line!() + 6;

#[cold]
fn refuse(value: i32) -> ! {
    let counted = Counted::new();
    if value % 4 == 1 {
        panic!("odd argument");
    }
    panic_any(counted)
}

extern "C" fn unguarded(value: i32) -> i32 {
    even(value)
}

#[ffi_export(fallback = FAILED)]
#[unsafe(no_mangle)]
extern "C" fn demo_even(value: i32) -> i32 {
    even(value)
}

fn run_guarded() -> Report {
    let failures = ffi_guard::channel(PANICS as usize);
    let mut tally = Tally::default();
    let (refused, cleanup) =
        pending::watched(|| csrc_threads(demo_even, THREADS, CALLS_EACH, FAILED, &mut tally));
    let errors: Vec<Error> = iter::from_fn(|| failures.try_recv()).collect();
    let mut report = report(&errors, &tally, cleanup);
    report.faults = faults(&errors, &tally);
    if refused != 0 {
        report.faults.push(format!("C could not start its threads: errno {refused}"));
    }
    report
}

fn report(errors: &[Error], tally: &Tally, cleanup: Cleanup) -> Report {
    let located = errors.iter().find(|error| error.location().is_some());
    let text = |get: fn(&Error) -> &str| located.map(get).unwrap_or_default().to_owned();
    Report {
        returned: format!("{} × {FAILED}", thousands(tally.fallback)),
        cleanup,
        caught_by: text(Error::function),
        message: text(Error::message),
        place: located.map_or_else(|| place(None), place_of),
        faults: Vec::new(),
        more: more(tally),
    }
}

fn place_of(error: &Error) -> String {
    place(error.location().map(|location| (location.file(), location.line())))
}

/// Checks the counts that the table does not show.
fn faults(errors: &[Error], tally: &Tally) -> Vec<String> {
    let like = |message, at| {
        let alike = |e: &&Error| (e.message(), place_of(e)) == (message, place(at));
        errors.iter().filter(alike).count() as u64
    };
    let with_text = like(CASE.expected.message, CASE.expected.place);
    let without_text = like(NO_TEXT, None);
    let counts = [
        ("calls that returned their value", PANICS, tally.echoed),
        ("calls that returned anything else", 0, tally.other),
        ("crashes", 0, crashes(tally)),
        ("panics", PANICS, MADE.load(Ordering::Relaxed)),
        ("leaked panics", 0, leaked()),
        ("errors reported", PANICS, errors.len() as u64),
        ("errors with the text and its place", PANICS / 2, with_text),
        ("errors of a payload that is not a string", PANICS / 2, without_text),
    ];
    let wrong = counts.iter().filter(|(_, expected, seen)| expected != seen);
    wrong.map(|(what, expected, seen)| format!("{what}: expected {expected}, got {seen}")).collect()
}

/// Returns the number of panics that were not dropped exactly once.
fn leaked() -> u64 {
    MADE.load(Ordering::Relaxed).abs_diff(DROPPED.load(Ordering::Relaxed))
}

/// Returns the number of calls that did not return to C.
fn crashes(tally: &Tally) -> u64 {
    CALLS - tally.fallback - tally.echoed - tally.other
}

fn more(tally: &Tally) -> Vec<More> {
    let calls = More {
        title: format!("{THREADS} threads, half panic"),
        unguarded: String::new(),
        returned: format!("{} × arg", thousands(tally.echoed)),
        message: format!("{} leaked panics, {} crashes", leaked(), crashes(tally)),
    };
    let (unguarded, returned) = latency::compare(unguarded, demo_even, EVEN);
    let latency = More {
        title: "a call without panic".to_owned(),
        unguarded: format!("{unguarded:.2} ns"),
        returned: format!("{returned:.2} ns"),
        message: String::new(),
    };
    vec![calls, latency]
}

/// Runs in the child process, which the first panic ends.
fn run_unguarded() {
    pending::announced(|_| {
        csrc_threads(unguarded, THREADS, CALLS_EACH, FAILED, &mut Tally::default());
    });
}

pub(super) const CASE: Case = Case {
    name: "threads",
    title: "10,000 concurrent calls",
    instead: Instead::Nothing,
    unguarded: run_unguarded,
    guarded: Guarded::Here(run_guarded),
    expected: Expected {
        cleanup: Cleanup::Lost,
        returned: "5,000 × -1",
        caught_by: "demo_even",
        message: "odd argument",
        place: Some((FILE, PANICS_AT)),
    },
};
