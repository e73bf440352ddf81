//! `c/pool.c`: a thread pool written in C.

use std::ffi::c_void;

use crate::{DataLast, Tally};

/// The pool, which is opaque to Rust.
#[repr(C)]
#[derive(Debug)]
pub struct ThreadPool {
    _opaque: [u8; 0],
}

// SAFETY: the signatures match `c/pool.h`. Creating a pool is always sound. The other functions are unsafe, because
// only the caller can guarantee that the pool is alive and that `data` is valid for `f`.
#[expect(unsafe_code, reason = "declares the functions of c/pool.c")]
unsafe extern "C" {
    /// Starts `workers` worker threads; returns null if a thread cannot be created.
    ///
    /// A task should return its value, or `fallback`, which is best a negative number, so that it differs from all
    /// values.
    pub safe fn csrc_thread_pool_new(workers: u32, fallback: i32) -> *mut ThreadPool;

    /// Queues the call `f(value, data)` for a worker. Returns 0, or −1 if out of memory.
    ///
    /// # Safety
    ///
    /// The pool must be alive. `f` must be callable with `data` from several threads at the same time until
    /// [`csrc_thread_pool_wait`] or [`csrc_thread_pool_destroy`] has returned.
    pub fn csrc_thread_pool_submit(
        pool: *mut ThreadPool,
        f: DataLast,
        value: i32,
        data: *mut c_void,
    ) -> i32;

    /// Waits until every task has run. Sets `out` to the counts of their results since the previous call.
    ///
    /// # Safety
    ///
    /// The pool must be alive, and the caller must not be one of its workers.
    pub fn csrc_thread_pool_wait(pool: *mut ThreadPool, out: &mut Tally);

    /// Runs the remaining tasks, ends the workers and frees the pool.
    ///
    /// # Safety
    ///
    /// The pool must be alive and not in use by others, and the caller must not be one of its workers.
    pub fn csrc_thread_pool_destroy(pool: *mut ThreadPool);
}
