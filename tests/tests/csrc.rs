//! Tests of the C code in `csrc/`, which the demo and the hazard tests rely on.
#![forbid(unsafe_code)]

use std::sync::atomic::{AtomicU32, Ordering};

use ffi_guard_csrc::{
    Tally, csrc_at_exit, csrc_call, csrc_each, csrc_frames_returned, csrc_mean_latency_ns,
    csrc_threads,
};
use ffi_guard_test_support::child;

/// Returns its argument; −1 if it is odd; another value for 6.
extern "C" fn even_or_fallback(value: i32) -> i32 {
    match value {
        6 => 1000,
        value if value % 2 == 0 => value,
        _ => -1,
    }
}

extern "C" fn double(value: i32) -> i32 {
    value * 2
}

#[test]
fn threads_count_what_the_calls_returned() {
    let mut tally = Tally::default();
    assert_eq!(csrc_threads(even_or_fallback, 8, 100, -1, &mut tally), 0);
    assert_eq!(tally, Tally { fallback: 400, echoed: 399, other: 1 });
}

#[test]
fn threads_refuse_arguments_that_do_not_fit() {
    let mut tally = Tally { fallback: 1, echoed: 1, other: 1 };
    assert_ne!(csrc_threads(double, 1 << 16, 1 << 16, -1, &mut tally), 0);
    assert_eq!(tally, Tally::default());
}

/// Returns the number of threads of this process as counted by the kernel. Listing `/proc/self/task` would be
/// incomplete if a thread ends meanwhile.
#[cfg(target_os = "linux")]
fn threads_alive() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let count = status.lines().find_map(|line| line.strip_prefix("Threads:"));
    count.and_then(|count| count.trim().parse().ok()).unwrap_or(0)
}

/// Without the barrier, the first call would happen long before the last thread starts.
#[cfg(target_os = "linux")]
#[test]
fn all_threads_stand_ready_before_the_first_call() {
    use std::sync::atomic::AtomicUsize;

    const THREADS: u32 = 64;
    /// The number of threads of the process at the first call.
    static ALIVE: AtomicUsize = AtomicUsize::new(0);
    extern "C" fn count_once(value: i32) -> i32 {
        let _ = ALIVE.compare_exchange(0, threads_alive(), Ordering::SeqCst, Ordering::SeqCst);
        value
    }
    let mut tally = Tally::default();
    assert_eq!(csrc_threads(count_once, THREADS, 1, -1, &mut tally), 0);
    assert_eq!(tally.echoed, u64::from(THREADS));
    let alive = ALIVE.load(Ordering::SeqCst);
    assert!(alive > THREADS as usize, "{alive} threads were alive at the first call");
}

#[test]
fn callbacks_come_back_to_the_c_frame() {
    let before = csrc_frames_returned();
    assert_eq!(csrc_call(double, 21), 42);
    assert_eq!(csrc_each(double, 5), 20);
    assert_eq!(csrc_frames_returned() - before, 6);
}

#[test]
fn a_c_frame_that_does_not_return_is_not_counted() {
    extern "C" fn panics(_: i32) -> i32 {
        panic!("on purpose")
    }
    if child::is_child() {
        csrc_call(panics, 1);
        return;
    }
    let outcome = child::this_test("a_c_frame_that_does_not_return_is_not_counted").run();
    let outcome = outcome.expect_aborted();
    assert!(outcome.stderr.contains("on purpose"), "{outcome}");
}

#[test]
fn the_exit_handler_calls_and_prints_once() {
    if child::is_child() {
        assert_eq!(csrc_at_exit(double, 21), 0);
        assert_eq!(csrc_at_exit(double, 22), -1, "the second registration");
        return;
    }
    let outcome = child::this_test("the_exit_handler_calls_and_prints_once").run().expect_success();
    assert_eq!(outcome.stdout.matches("atexit: f(21) = 42").count(), 1, "{outcome}");
    assert!(!outcome.stdout.contains("f(22)"), "{outcome}");
}

#[test]
fn the_clock_makes_every_call() {
    static CALLS: AtomicU32 = AtomicU32::new(0);
    extern "C" fn counted(value: i32) -> i32 {
        CALLS.fetch_add(1, Ordering::Relaxed);
        value
    }
    assert!(csrc_mean_latency_ns(counted, 1, 1000) > 0.0);
    assert_eq!(CALLS.load(Ordering::Relaxed), 1000);
    assert_eq!(csrc_mean_latency_ns(counted, 1, 0).to_bits(), 0.0_f64.to_bits());
}
