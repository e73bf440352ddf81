//! Defers `pthread_cancel` during a shim. Cancellation unwinds the frames of the thread, and a frame that cannot
//! unwind, or that catches, aborts the process.
//!
//! Compiled on the platforms listed where this file is declared; others use `cancel_absent.rs`. Declared by hand: one
//! function and one constant do not justify a dependency for every user.

use std::ffi::c_int;

// SAFETY: this is the declaration of POSIX; `int` is `c_int`.
unsafe extern "C" {
    fn pthread_setcancelstate(state: c_int, oldstate: *mut c_int) -> c_int;
}

/// `PTHREAD_CANCEL_DISABLE` of `<pthread.h>`: 0 in Apple's libpthread; 1 in glibc, musl, the four BSDs and illumos.
const DISABLE: c_int = if cfg!(target_vendor = "apple") { 0 } else { 1 };

/// Defers cancellation of this thread until dropped.
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
    /// Restores the previous state. Cancellation may have been disabled before.
    #[inline]
    fn drop(&mut self) {
        set(self.before);
    }
}

/// Sets the cancellation state of this thread and returns the previous one.
fn set(state: c_int) -> c_int {
    let mut before = DISABLE;
    // SAFETY: `before` is a live `int`, and the function keeps no pointer to it. `state` is the constant of the
    // platform, or a value that an earlier call wrote; for any other value the function returns an error and changes
    // nothing. The function is not a cancellation point, so it does not unwind.
    unsafe { pthread_setcancelstate(state, &raw mut before) };
    before
}

/// Defers cancellation during one shim.
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_no_cancel {
    () => {
        $crate::__private::v0_1::NoCancel::new()
    };
}
