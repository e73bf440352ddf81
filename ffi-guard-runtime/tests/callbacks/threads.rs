//! Callbacks that C calls from its own threads.

use crate::c::{csrc_on_thread, csrc_pool};
use crate::caught;
use ffi_guard::{across_c, try_across_c};
use std::panic::panic_any;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering::Relaxed};

const THREADS: u32 = 8;
const CALLS: i32 = if cfg!(miri) { 20 } else { 1_000 };

#[test]
fn a_shared_closure_runs_on_every_thread() {
    let sum = AtomicI64::new(0);
    let returned = across_c(|scope| {
        let callback = scope
            .callback_sync(|i: i32| -> i32 {
                sum.fetch_add(i64::from(i), Relaxed);
                1
            })
            .or(-1);
        // SAFETY: the callback is shared (`Sync`), and lives until C has joined its threads.
        unsafe { csrc_pool(THREADS, CALLS, callback.data_last(), callback.data()) }
    });
    let calls = i64::from(THREADS) * i64::from(CALLS);
    assert_eq!((returned, sum.into_inner()), (calls, calls * (calls - 1) / 2));
}

/// One panic is carried, whichever thread raised it; the others are recorded on their threads.
#[test]
fn the_first_panic_of_a_pool_comes_home() {
    let raised = AtomicU32::new(0);
    let carried = try_across_c(|scope| {
        let callback = scope
            .callback_sync(|i: i32| -> i32 {
                if i % CALLS == CALLS / 2 {
                    raised.fetch_add(1, Relaxed);
                    panic_any(format!("at {i}"));
                }
                0
            })
            .or(-1);
        // SAFETY: the callback is shared (`Sync`), and lives until C has joined its threads.
        let sum = unsafe { csrc_pool(THREADS, CALLS, callback.data_last(), callback.data()) };
        assert!(
            sum <= -i64::from(CALLS / 2),
            "at least the rest of that thread's calls get the fallback: {sum}"
        );
    })
    .expect_err("a panic");
    assert!(carried.message().is_some_and(|text| text.starts_with("at ")), "{carried:?}");
    assert!(raised.into_inner() >= 1);
}

#[test]
fn a_sequential_closure_runs_on_another_thread() {
    let mut seen = Vec::new();
    let payload = caught(|| {
        across_c(|scope| {
            let callback = scope
                .callback_send(|i: i32| -> i32 {
                    seen.push(i);
                    if i == 2 { panic_any("on a thread of C") } else { 0 }
                })
                .or(-1);
            for i in 1..=3 {
                // SAFETY: C makes one call after the other.
                unsafe { csrc_on_thread(callback.data_last(), i, callback.data()) };
            }
        })
    });
    assert_eq!((payload.downcast_ref(), seen), (Some(&"on a thread of C"), vec![1, 2]));
}
