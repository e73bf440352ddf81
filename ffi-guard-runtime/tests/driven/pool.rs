//! A thread pool written in C, and tasks that panic on its workers.

use crate::{Mint, caught};
use ffi_guard::{across_c, try_across_c};
use ffi_guard_csrc::{
    DataLast, Tally, ThreadPool, csrc_thread_pool_destroy, csrc_thread_pool_new,
    csrc_thread_pool_submit, csrc_thread_pool_wait,
};
use std::ffi::c_void;
use std::panic::panic_any;
use std::sync::Barrier;
use std::sync::atomic::{AtomicI32, Ordering::Relaxed};

const FALLBACK: i32 = -1;

/// A pool, destroyed on every path: a panic of a task goes on where it is still there.
struct Pool(*mut ThreadPool);

impl Pool {
    fn new(workers: u32) -> Self {
        let pool = csrc_thread_pool_new(workers, FALLBACK);
        assert!(!pool.is_null(), "{workers} threads");
        Self(pool)
    }

    /// Has the workers call `f` with 0, 1 … `tasks - 1`, and waits for all of them.
    ///
    /// # Safety
    ///
    /// `f` may be called with `data` from any thread.
    unsafe fn run(&self, tasks: i32, f: DataLast, data: *mut c_void) -> Tally {
        for value in 0..tasks {
            // SAFETY: the pool is alive; `f` and `data` by contract, and no call is left when this returns.
            let result = unsafe { csrc_thread_pool_submit(self.0, f, value, data) };
            assert_eq!(result, 0, "memory for a task");
        }
        let mut tally = Tally::default();
        // SAFETY: the pool is alive, and this is none of its workers.
        unsafe { csrc_thread_pool_wait(self.0, &mut tally) };
        tally
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // SAFETY: it is alive until here, and nobody else has it.
        unsafe { csrc_thread_pool_destroy(self.0) };
    }
}

#[test]
fn tasks_run_on_the_workers() {
    let (pool, sum) = (Pool::new(4), AtomicI32::new(0));
    let tally = across_c(|scope| {
        let callback = scope
            .callback_sync(|value: i32| -> i32 {
                sum.fetch_add(value, Relaxed);
                value
            })
            .or(FALLBACK);
        // SAFETY: a callback for all threads.
        unsafe { pool.run(1_000, callback.data_last(), callback.data()) }
    });
    assert_eq!(tally, Tally { fallback: 0, echoed: 1_000, other: 0 });
    assert_eq!(sum.into_inner(), 499_500);
}

/// One worker takes the tasks in their order, so it is known which of them run.
#[test]
fn a_panic_in_the_third_task_comes_home() {
    let (pool, mint, mut ran) = (Pool::new(1), Mint::new(), 0);
    let mut tally = Tally::default();
    let payload = caught(|| {
        across_c(|scope| {
            let token = mint.token();
            let mut token = Some(token);
            let callback = scope
                .callback_send(|value: i32| -> i32 {
                    ran += 1;
                    if value == 2 { panic_any(token.take().expect("once")) } else { value }
                })
                .or(FALLBACK);
            // SAFETY: a callback for all threads.
            tally = unsafe { pool.run(10, callback.data_last(), callback.data()) };
        })
    });
    mint.receives(payload);
    assert_eq!(tally, Tally { fallback: 8, echoed: 2, other: 0 }, "what C was told");
    assert_eq!(ran, 3);
}

/// All workers are inside a task when each of them panics: one panic is carried, the others end where they are.
#[test]
fn panics_on_all_workers_at_once() {
    const WORKERS: u32 = 8;
    let (pool, mint, gate) = (Pool::new(WORKERS), Mint::new(), Barrier::new(WORKERS as usize));
    let carried = try_across_c(|scope| {
        let callback = scope
            .callback_sync(|_: i32| -> i32 {
                let token = mint.token();
                gate.wait();
                panic_any(token)
            })
            .or(FALLBACK);
        // SAFETY: a callback for all threads.
        let tally = unsafe { pool.run(WORKERS as i32, callback.data_last(), callback.data()) };
        assert_eq!(tally, Tally { fallback: u64::from(WORKERS), echoed: 0, other: 0 });
    });
    mint.receives(carried.expect_err("a panic").into_payload());
    // The workers are as good as before.
    let tally = across_c(|scope| {
        let callback = scope.callback_sync(|value: i32| value).or(FALLBACK);
        // SAFETY: as above.
        unsafe { pool.run(100, callback.data_last(), callback.data()) }
    });
    assert_eq!(tally, Tally { fallback: 0, echoed: 100, other: 0 });
}

/// Tasks that panic now and then, on several workers, with the tasks after them already queued.
#[test]
fn whichever_task_panics_first_comes_home() {
    let (pool, mint) = (Pool::new(4), Mint::new());
    let carried = try_across_c(|scope| {
        let callback = scope
            .callback_sync(|value: i32| -> i32 {
                if value % 100 == 99 { panic_any(mint.token()) } else { value }
            })
            .or(FALLBACK);
        // SAFETY: a callback for all threads.
        let tally = unsafe { pool.run(2_000, callback.data_last(), callback.data()) };
        assert!(tally.fallback >= 1, "{tally:?}");
        assert_eq!((tally.fallback + tally.echoed, tally.other), (2_000, 0));
    });
    mint.receives(carried.expect_err("a panic").into_payload());
}
