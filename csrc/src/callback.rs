//! `c/callback.c`: C functions that call back and check that their frame is intact.

use crate::Function;

// SAFETY: the signatures match `c/csrc.h`. C stores neither `f` nor a pointer into Rust, calls `f` with its real type,
// and keeps its only state in an atomic, so any argument on any thread is sound.
#[expect(unsafe_code, reason = "declares the functions of c/callback.c")]
unsafe extern "C" {
    /// Calls `f(value)` from a C frame with a local buffer, and returns the result.
    ///
    /// Aborts the process if the call has changed the buffer.
    pub safe fn csrc_call(f: Function, value: i32) -> i32;

    /// Calls `f(0)`, `f(1)` … `f(count - 1)` through [`csrc_call`] and returns the sum of the results.
    pub safe fn csrc_each(f: Function, count: i32) -> i64;

    /// Returns how many calls of [`csrc_call`] in this process have returned to C and found their buffer intact.
    pub safe fn csrc_frames_returned() -> u64;
}
