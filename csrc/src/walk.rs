//! `c/walk.c`: C that calls back with user data.

use std::ffi::c_void;

/// A callback that gets its user data last.
pub type DataLast = unsafe extern "C" fn(i32, *mut c_void) -> i32;
/// A callback that gets its user data first.
pub type DataFirst = unsafe extern "C" fn(*mut c_void, i32) -> i32;

// SAFETY: the signatures are those of `c/walk.h`. The functions are not `safe`: that `data` is what `f` expects
// is the caller's to know.
#[expect(unsafe_code, reason = "declares what c/walk.c defines")]
unsafe extern "C" {
    /// Calls `f(0, data)` … `f(count - 1, data)` and returns the sum of the results.
    ///
    /// # Safety
    ///
    /// `f` may be called with `data`.
    pub fn csrc_walk(count: i32, f: DataLast, data: *mut c_void) -> i64;

    /// As [`csrc_walk`], with the data first.
    ///
    /// # Safety
    ///
    /// `f` may be called with `data`.
    pub fn csrc_walk_first(count: i32, f: DataFirst, data: *mut c_void) -> i64;

    /// Calls `f(value, data)` on a thread of its own and returns what it returned.
    ///
    /// # Safety
    ///
    /// `f` may be called with `data` from another thread.
    pub fn csrc_on_thread(f: DataLast, value: i32, data: *mut c_void) -> i32;

    /// Thread t of `threads` calls `f(t * calls, data)` … `f(t * calls + calls - 1, data)`; returns the
    /// sum of all results.
    ///
    /// # Safety
    ///
    /// `f` may be called with `data` from several threads at the same time.
    pub fn csrc_pool(threads: u32, calls: i32, f: DataLast, data: *mut c_void) -> i64;
}
