//! `c/threads.c`: C threads that call one function at the same time.

use crate::Function;

/// Counts of the results of the calls in [`csrc_threads`].
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Calls that returned the fallback.
    pub fallback: u64,
    /// Calls that returned their own argument.
    pub echoed: u64,
    /// Calls that returned any other value, which is always a bug.
    pub other: u64,
}

// SAFETY: the signature matches `c/csrc.h`, and `Tally` has the layout of `csrc_tally`. C writes `out` before it
// returns, joins every thread it has started, and calls `f` with its real type.
#[expect(unsafe_code, reason = "declares the functions of c/threads.c")]
unsafe extern "C" {
    /// Starts `threads` C threads. When all are ready, thread `t` makes `calls` calls: `f(t * calls)`, `f(t * calls +
    /// 1)`, …
    ///
    /// `f` should return its argument, or `fallback`, which is best a negative number, so that it differs from all
    /// arguments. Returns 0, the `errno` of a failed allocation or thread creation, or `EINVAL` if the arguments do not
    /// fit into `i32`. In all cases, `out` counts the calls that were made.
    pub safe fn csrc_threads(
        f: Function,
        threads: u32,
        calls: u32,
        fallback: i32,
        out: &mut Tally,
    ) -> i32;
}
