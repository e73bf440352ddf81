//! `c/clock.c`: what one call costs, as a C caller sees it.

use crate::Function;

// SAFETY: the signature is that of `c/csrc.h`; C calls `f` as what it is and keeps nothing.
#[expect(unsafe_code, reason = "declares what c/clock.c defines")]
unsafe extern "C" {
    /// Mean time in nanoseconds of `calls` calls of `f(value)` from a C loop, by the monotonic clock; 0 for no
    /// calls.
    ///
    /// `f` is called through a volatile pointer, so that nothing of it is inlined or lifted out of the loop.
    pub safe fn csrc_mean_latency_ns(f: Function, value: i32, calls: u64) -> f64;
}
