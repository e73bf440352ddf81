//! What a call that does not panic costs, as a C loop sees it.

use ffi_guard_csrc::{Function, csrc_mean_latency_ns};

/// The two sides are measured in turn.
const ROUNDS: u32 = 50;
const CALLS_A_ROUND: u64 = 50_000;

/// The mean latency of `f(value)` in nanoseconds for both functions: each the lowest of all rounds, which is the
/// one that other processes disturbed least.
pub(crate) fn compare(unguarded: Function, guarded: Function, value: i32) -> (f64, f64) {
    let mean = |function| csrc_mean_latency_ns(function, value, CALLS_A_ROUND);
    let lowest = |(a, b): (f64, f64), _| (a.min(mean(unguarded)), b.min(mean(guarded)));
    (0..ROUNDS).fold((f64::INFINITY, f64::INFINITY), lowest)
}
