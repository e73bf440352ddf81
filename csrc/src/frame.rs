//! `c/frame.c`: one frame of C between two of Rust.

use crate::Function;

// SAFETY: the signature is that of `c/csrc.h`; C calls `f` as what it is and keeps nothing.
#[expect(unsafe_code, reason = "declares what c/frame.c defines")]
unsafe extern "C" {
    /// Calls `f(value)`, prints `C: <result>` to standard output and returns the result.
    pub safe fn csrc_frame(f: Function, value: i32) -> i32;
}

// SAFETY: as above; C is compiled with `-fexceptions`, so a panic of `f` may pass through it.
#[expect(unsafe_code, reason = "declares what c/frame.c defines")]
unsafe extern "C-unwind" {
    /// As [`csrc_frame`], for an `f` that may unwind through C.
    pub safe fn csrc_frame_unwind(f: extern "C-unwind" fn(i32) -> i32, value: i32) -> i32;
}
