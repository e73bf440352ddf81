//! `c/threads.c`: many C threads that call one function at the same time.

use crate::Function;

/// What the calls of [`csrc_threads`] returned.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Calls that returned the fallback.
    pub fallback: u64,
    /// Calls that returned their own argument.
    pub echoed: u64,
    /// Calls that returned anything else: always a fault.
    pub other: u64,
}

// SAFETY: the signature is that of `c/csrc.h`, and `Tally` has the layout of `csrc_tally`. C writes `out` before
// it returns, joins every thread it started, and calls `f` as what it is.
#[expect(unsafe_code, reason = "declares what c/threads.c defines")]
unsafe extern "C" {
    /// Starts `threads` C threads; when all stand ready, thread `t` calls `f(t * calls)`,
    /// `f(t * calls + 1)` … , `calls` calls in all.
    ///
    /// `f` is expected to return its argument, or `fallback` (best a negative number, which no argument is).
    /// Returns 0; else the `errno` of what could not be had (threads, memory), `EINVAL` if the arguments do not
    /// fit into `i32`. `out` counts the calls that were made in any case.
    pub safe fn csrc_threads(
        f: Function,
        threads: u32,
        calls: u32,
        fallback: i32,
        out: &mut Tally,
    ) -> i32;
}
