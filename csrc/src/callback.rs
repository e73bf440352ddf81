//! `c/callback.c`: C that calls back in the middle of its own work.

use crate::Function;

// SAFETY: the signatures are those of `c/csrc.h`. C stores neither `f` nor a pointer into Rust, calls `f` as
// what it is, and keeps its only state in an atomic, so any argument on any thread is sound.
#[expect(unsafe_code, reason = "declares what c/callback.c defines")]
unsafe extern "C" {
    /// Calls `f(value)` from a C frame with a local buffer and returns what it returned.
    ///
    /// Back in C, the buffer must be as it was: the process aborts if it is not.
    pub safe fn csrc_call(f: Function, value: i32) -> i32;

    /// Calls `f(0)`, `f(1)` … `f(count - 1)` through [`csrc_call`] and returns the sum of the results.
    pub safe fn csrc_each(f: Function, count: i32) -> i64;

    /// How many calls of [`csrc_call`] in this process came back to C and found their buffer intact.
    pub safe fn csrc_frames_returned() -> u64;
}
