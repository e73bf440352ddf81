//! `c/exit.c`: a call from C's `atexit`.

use crate::Function;

// SAFETY: the signature is that of `c/csrc.h`. C keeps `f`, which is a function of this program and lives as
// long as the process; only the first caller, found by an atomic flag, writes the statics.
#[expect(unsafe_code, reason = "declares what c/exit.c defines")]
unsafe extern "C" {
    /// Registers an `atexit` handler that calls `f(value)` and prints `atexit: f(<value>) = <result>` to C's
    /// standard output.
    ///
    /// Returns 0; −1 if C has no room for another handler, or if this was called before.
    pub safe fn csrc_at_exit(f: Function, value: i32) -> i32;
}
