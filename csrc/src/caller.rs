//! `c/caller.c`: a caller that receives a fallback and reads the last error.
//!
//! The C code calls `demo_last_error`, so only a program with `ffi_library! { prefix = "demo" }` can link it.

use std::ffi::CStr;

use crate::{Function, Resource};

/// The result of a call, and the last error of its thread afterwards.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The value returned by the call.
    pub returned: i32,
    line: u32,
    function: [u8; 64],
    message: [u8; 128],
    file: [u8; 256],
}

impl Answer {
    /// An empty answer for C to write to.
    #[must_use]
    pub const fn none() -> Self {
        Self { returned: 0, line: 0, function: [0; 64], message: [0; 128], file: [0; 256] }
    }

    /// Returns the exported function that failed; empty if none did.
    #[must_use]
    pub fn function(&self) -> &str {
        text(&self.function)
    }

    /// Returns the error message; empty without an error.
    #[must_use]
    pub fn message(&self) -> &str {
        text(&self.message)
    }

    /// Returns the file and line, if known.
    #[must_use]
    pub fn place(&self) -> Option<(&str, u32)> {
        (self.line > 0).then(|| (text(&self.file), self.line))
    }
}

/// Returns the text in the array up to its NUL; empty if a character was cut in half.
fn text(bytes: &[u8]) -> &str {
    CStr::from_bytes_until_nul(bytes).ok().and_then(|text| text.to_str().ok()).unwrap_or_default()
}

// SAFETY: the signatures match `c/caller.h`, and `Answer` and `Resource` have the layouts of `csrc_answer` and
// `csrc_resource`. C writes `out` before it returns and calls each function with its real type. The functions that it
// keeps until exit belong to this program and are never unloaded; the statics that hold them are written only by the
// first caller, which an atomic flag determines.
#[expect(unsafe_code, reason = "declares the functions of c/caller.c")]
unsafe extern "C" {
    /// Calls `f(value)`, then reads the last error.
    pub safe fn csrc_ask(f: Function, value: i32, out: &mut Answer);

    /// Calls `f` with 0, 1, …, `count - 1` until it returns a negative number, then reads the last error.
    pub safe fn csrc_visit(f: Function, count: i32, out: &mut Answer);

    /// Calls `f` with a [`Resource`] by value, then reads the last error.
    pub safe fn csrc_give(f: extern "C" fn(Resource) -> i32, number: i32, out: &mut Answer);

    /// At exit of the process, calls `f(value)`, reads the last error, prints the answer to C's standard output in
    /// lines `key=value`, and then calls `pending`.
    ///
    /// The keys are `returned`, `function`, `message`, `file` and `line`; `line` is 0 if the location is unknown.
    /// Returns 0, or −1 if C cannot register the handlers or if this function was called before.
    pub safe fn csrc_ask_at_exit(f: Function, value: i32, pending: extern "C" fn()) -> i32;
}
