//! Measures a call that does not panic, in a C loop.

use ffi_guard_csrc::{Function, csrc_mean_latency_ns};

/// The two functions are measured alternately.
const ROUNDS: u32 = 50;
const CALLS_A_ROUND: u64 = 50_000;

/// Returns the mean latency of `f(value)` in nanoseconds for both functions.
///
/// Each is the lowest mean of all rounds, from the round that other processes disturbed least.
pub(crate) fn compare(unguarded: Function, guarded: Function, value: i32) -> (f64, f64) {
    let mean = |function| csrc_mean_latency_ns(function, value, CALLS_A_ROUND);
    let lowest = |(a, b): (f64, f64), _| (a.min(mean(unguarded)), b.min(mean(guarded)));
    (0..ROUNDS).fold((f64::INFINITY, f64::INFINITY), lowest)
}
