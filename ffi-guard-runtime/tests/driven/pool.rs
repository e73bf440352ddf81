//! A thread pool written in C, and tasks that panic on its workers.

use crate::{TokenSource, caught};
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

/// A thread pool, destroyed on every path: the panic of a task resumes while the pool is alive.
struct Pool(*mut ThreadPool);

impl Pool {
    fn new(workers: u32) -> Self {
        let pool = csrc_thread_pool_new(workers, FALLBACK);
        assert!(!pool.is_null(), "{workers} threads");
        Self(pool)
    }

    /// Has the workers call `f` with `0`, `1`, …, `tasks - 1`, and waits for all of them.
    ///
    /// # Safety
    ///
    /// `f` must be callable with `data` from any thread.
    unsafe fn run(&self, tasks: i32, f: DataLast, data: *mut c_void) -> Tally {
        for value in 0..tasks {
            // SAFETY: the pool is alive. The caller guarantees that `f` may be called with `data` from any thread, and
            // no call is left when this function returns.
            let result = unsafe { csrc_thread_pool_submit(self.0, f, value, data) };
            assert_eq!(result, 0, "out of memory for a task");
        }
        let mut tally = Tally::default();
        // SAFETY: the pool is alive, and this thread is not one of its workers.
        unsafe { csrc_thread_pool_wait(self.0, &mut tally) };
        tally
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // SAFETY: the pool is alive, and nothing else refers to it.
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
        // SAFETY: the callback may be called from all threads.
        unsafe { pool.run(1_000, callback.data_last(), callback.data()) }
    });
    assert_eq!(tally, Tally { fallback: 0, echoed: 1_000, other: 0 });
    assert_eq!(sum.into_inner(), 499_500);
}

/// A single worker runs the tasks in order, so the test knows which of them run.
#[test]
fn a_panic_in_the_third_task_comes_home() {
    let (pool, source, mut ran) = (Pool::new(1), TokenSource::new(), 0);
    let mut tally = Tally::default();
    let payload = caught(|| {
        across_c(|scope| {
            let token = source.token();
            let mut token = Some(token);
            let callback = scope
                .callback_send(|value: i32| -> i32 {
                    ran += 1;
                    if value == 2 { panic_any(token.take().expect("once")) } else { value }
                })
                .or(FALLBACK);
            // SAFETY: the callback may be called from all threads.
            tally = unsafe { pool.run(10, callback.data_last(), callback.data()) };
        })
    });
    source.receives(payload);
    assert_eq!(tally, Tally { fallback: 8, echoed: 2, other: 0 }, "the results that C received");
    assert_eq!(ran, 3);
}

/// All workers are inside a task when each of them panics: one panic is carried, the others are recorded on their
/// threads.
#[test]
fn panics_on_all_workers_at_once() {
    const WORKERS: u32 = 8;
    let (pool, source, gate) =
        (Pool::new(WORKERS), TokenSource::new(), Barrier::new(WORKERS as usize));
    let carried = try_across_c(|scope| {
        let callback = scope
            .callback_sync(|_: i32| -> i32 {
                let token = source.token();
                gate.wait();
                panic_any(token)
            })
            .or(FALLBACK);
        // SAFETY: the callback may be called from all threads.
        let tally = unsafe { pool.run(WORKERS as i32, callback.data_last(), callback.data()) };
        assert_eq!(tally, Tally { fallback: u64::from(WORKERS), echoed: 0, other: 0 });
    });
    source.receives(carried.expect_err("a panic").into_payload());
    // The workers still work after the panics.
    let tally = across_c(|scope| {
        let callback = scope.callback_sync(|value: i32| value).or(FALLBACK);
        // SAFETY: the callback may be called from all threads.
        unsafe { pool.run(100, callback.data_last(), callback.data()) }
    });
    assert_eq!(tally, Tally { fallback: 0, echoed: 100, other: 0 });
}

/// Tasks that panic occasionally, on several workers, while later tasks are already queued.
#[test]
fn whichever_task_panics_first_comes_home() {
    let (pool, source) = (Pool::new(4), TokenSource::new());
    let carried = try_across_c(|scope| {
        let callback = scope
            .callback_sync(|value: i32| -> i32 {
                if value % 100 == 99 { panic_any(source.token()) } else { value }
            })
            .or(FALLBACK);
        // SAFETY: the callback may be called from all threads.
        let tally = unsafe { pool.run(2_000, callback.data_last(), callback.data()) };
        assert!(tally.fallback >= 1, "{tally:?}");
        assert_eq!((tally.fallback + tally.echoed, tally.other), (2_000, 0));
    });
    source.receives(carried.expect_err("a panic").into_payload());
}
