//! Keeps `pthread_cancel` out of a shim: cancellation unwinds the thread's frames, and a frame that
//! cannot unwind, or that catches, ends the process instead.
//!
//! For the platforms listed where this file is declared; the others get `cancel_absent.rs`. Declared by
//! hand: one function and one constant are no reason to pass a dependency on to every user.

use std::ffi::c_int;

// SAFETY: the declaration is the one of POSIX; `int` is `c_int`.
unsafe extern "C" {
    fn pthread_setcancelstate(state: c_int, oldstate: *mut c_int) -> c_int;
}

/// `PTHREAD_CANCEL_DISABLE`, a number of each platform's `<pthread.h>`: 0 in Apple's libpthread; 1 in glibc,
/// musl, the four BSDs and illumos.
const DISABLE: c_int = if cfg!(target_vendor = "apple") { 0 } else { 1 };

/// While it lives, a cancellation of this thread waits.
///
/// ```
/// # use ffi_guard::__private::v0_1::NoCancel;
/// let outer = NoCancel::new();
/// drop(NoCancel::new()); // restores the state of before: disabled
/// drop(outer);
/// ```
#[must_use = "cancellation is enabled again when it is dropped"]
pub struct NoCancel {
    before: c_int,
}

impl NoCancel {
    /// Disables cancellation of the calling thread.
    #[allow(
        clippy::new_without_default,
        reason = "there is no default: it changes the thread's state"
    )]
    #[inline]
    pub fn new() -> Self {
        Self { before: set(DISABLE) }
    }
}

impl Drop for NoCancel {
    /// Restores, and does not enable: it may have been disabled before.
    #[inline]
    fn drop(&mut self) {
        set(self.before);
    }
}

/// Sets the state of this thread and returns the one of before.
fn set(state: c_int) -> c_int {
    let mut before = DISABLE;
    // SAFETY: `before` is a live `int` for the call, which keeps no pointer to it. `state` is the platform's
    // own constant, or what an earlier call wrote; for another the function returns an error and
    // changes nothing. It is no cancellation point, so a deferred cancellation does not unwind from it.
    unsafe { pthread_setcancelstate(state, &raw mut before) };
    before
}

/// The guard of one shim.
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_no_cancel {
    () => {
        $crate::__private::v0_1::NoCancel::new()
    };
}
