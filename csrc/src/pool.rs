//! `c/pool.c`: a thread pool as C programs have it.

use std::ffi::c_void;

use crate::{DataLast, Tally};

/// The pool, which only C looks into.
#[repr(C)]
#[derive(Debug)]
pub struct ThreadPool {
    _opaque: [u8; 0],
}

// SAFETY: the signatures are those of `c/pool.h`. A new pool may be asked for by anyone; the other functions are
// not `safe`: that the pool is alive and `data` what `f` expects is the caller's to know.
#[expect(unsafe_code, reason = "declares what c/pool.c defines")]
unsafe extern "C" {
    /// Starts so many worker threads; null if one could not be had.
    ///
    /// A task is expected to return its own value, or `fallback` (best a negative number, which no value is).
    pub safe fn csrc_thread_pool_new(workers: u32, fallback: i32) -> *mut ThreadPool;

    /// Has a worker call `f(value, data)`; returns 0, or −1 if there is no memory for the task.
    ///
    /// # Safety
    ///
    /// The pool is alive, and `f` may be called with `data` from its threads, several at the same time,
    /// until [`csrc_thread_pool_wait`] or [`csrc_thread_pool_destroy`] has returned.
    pub fn csrc_thread_pool_submit(
        pool: *mut ThreadPool,
        f: DataLast,
        value: i32,
        data: *mut c_void,
    ) -> i32;

    /// Returns when every task has run; `out` counts what they returned since the last time.
    ///
    /// # Safety
    ///
    /// The pool is alive, and no worker of it is the caller.
    pub fn csrc_thread_pool_wait(pool: *mut ThreadPool, out: &mut Tally);

    /// Runs what is left in the queue, ends the workers and frees the pool.
    ///
    /// # Safety
    ///
    /// The pool is alive, nobody else uses it, and no worker of it is the caller.
    pub fn csrc_thread_pool_destroy(pool: *mut ThreadPool);
}
