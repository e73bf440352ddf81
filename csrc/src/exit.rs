//! `c/exit.c`: a call from C's `atexit`.

use crate::Function;

// SAFETY: the signature matches `c/csrc.h`. The function `f` that C keeps belongs to this program and is never
// unloaded. Only the first caller, which an atomic flag determines, writes the statics.
#[expect(unsafe_code, reason = "declares the functions of c/exit.c")]
unsafe extern "C" {
    /// Registers an `atexit` handler that calls `f(value)` and prints `atexit: f(<value>) = <result>` to C's
    /// standard output.
    ///
    /// Returns 0, or −1 if C cannot register another handler or if this function was called before.
    pub safe fn csrc_at_exit(f: Function, value: i32) -> i32;
}
