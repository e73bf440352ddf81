//! `c/clock.c`: the cost of one call from C.

use crate::Function;

// SAFETY: the signature matches `c/csrc.h`. C calls `f` with its real type and does not keep it.
#[expect(unsafe_code, reason = "declares the functions of c/clock.c")]
unsafe extern "C" {
    /// Returns the mean time in nanoseconds of `calls` calls of `f(value)` from a C loop, measured with the monotonic
    /// clock; 0 if `calls` is 0.
    ///
    /// `f` is called through a volatile pointer, so that it is neither inlined nor hoisted out of the loop.
    pub safe fn csrc_mean_latency_ns(f: Function, value: i32, calls: u64) -> f64;
}
