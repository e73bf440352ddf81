//! `c/frame.c`: a C frame between two Rust frames.

use crate::Function;

// SAFETY: the signature matches `c/csrc.h`. C calls `f` with its real type and does not keep it.
#[expect(unsafe_code, reason = "declares the functions of c/frame.c")]
unsafe extern "C" {
    /// Calls `f(value)`, prints `C: <result>` to standard output and returns the result.
    pub safe fn csrc_frame(f: Function, value: i32) -> i32;
}

// SAFETY: the signature matches `c/csrc.h`. C is compiled with `-fexceptions`, so a panic of `f` may unwind through it.
#[expect(unsafe_code, reason = "declares the functions of c/frame.c")]
unsafe extern "C-unwind" {
    /// Like [`csrc_frame`], for an `f` that may unwind through C.
    pub safe fn csrc_frame_unwind(f: extern "C-unwind" fn(i32) -> i32, value: i32) -> i32;
}
