//! `c/walk.c`: C functions that call a callback with user data.

use std::ffi::c_void;

/// A callback with its user data as the last argument.
pub type DataLast = unsafe extern "C" fn(i32, *mut c_void) -> i32;
/// A callback with its user data as the first argument.
pub type DataFirst = unsafe extern "C" fn(*mut c_void, i32) -> i32;

// SAFETY: the signatures match `c/walk.h`. The functions are unsafe, because only the caller can guarantee that `data`
// is valid for `f`.
#[expect(unsafe_code, reason = "declares the functions of c/walk.c")]
unsafe extern "C" {
    /// Calls `f(0, data)`, …, `f(count - 1, data)` and returns the sum of the results.
    ///
    /// # Safety
    ///
    /// `f` must be callable with `data`.
    pub fn csrc_walk(count: i32, f: DataLast, data: *mut c_void) -> i64;

    /// Like [`csrc_walk`], for a callback that takes its data first.
    ///
    /// # Safety
    ///
    /// `f` must be callable with `data`.
    pub fn csrc_walk_first(count: i32, f: DataFirst, data: *mut c_void) -> i64;

    /// Calls `f(value, data)` on a new thread and returns the result.
    ///
    /// # Safety
    ///
    /// `f` must be callable with `data` from another thread.
    pub fn csrc_on_thread(f: DataLast, value: i32, data: *mut c_void) -> i32;

    /// Starts `threads` threads; thread `t` calls `f(t * calls, data)`, …, `f(t * calls + calls - 1, data)`. Returns
    /// the sum of all results.
    ///
    /// # Safety
    ///
    /// `f` must be callable with `data` from several threads at the same time.
    pub fn csrc_pool(threads: u32, calls: i32, f: DataLast, data: *mut c_void) -> i64;
}
