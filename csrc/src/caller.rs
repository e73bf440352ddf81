//! `c/caller.c`: a caller that sees a fallback and asks the library what went wrong.
//!
//! It asks `demo_last_error`, so it links only into a program that has `ffi_library! { prefix = "demo" }`.

use std::ffi::CStr;

use crate::{Function, Resource};

/// What C got from a call, and what the last error of its thread then said.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    /// The value that the call returned.
    pub returned: i32,
    line: u32,
    function: [u8; 64],
    message: [u8; 128],
    file: [u8; 256],
}

impl Answer {
    /// No answer yet, for C to write to.
    #[must_use]
    pub const fn none() -> Self {
        Self { returned: 0, line: 0, function: [0; 64], message: [0; 128], file: [0; 256] }
    }

    /// The exported function that failed; empty if none did.
    #[must_use]
    pub fn function(&self) -> &str {
        text(&self.function)
    }

    /// What went wrong; empty if nothing did.
    #[must_use]
    pub fn message(&self) -> &str {
        text(&self.message)
    }

    /// File and line, where they are known.
    #[must_use]
    pub fn place(&self) -> Option<(&str, u32)> {
        (self.line > 0).then(|| (text(&self.file), self.line))
    }
}

/// What C wrote into the array, up to its NUL; empty if it was cut in the middle of a character.
fn text(bytes: &[u8]) -> &str {
    CStr::from_bytes_until_nul(bytes).ok().and_then(|text| text.to_str().ok()).unwrap_or_default()
}

// SAFETY: the signatures are those of `c/caller.h`, and `Answer` and `Resource` have the layouts of `csrc_answer`
// and `csrc_resource`. C writes `out` before it returns and calls each function as what it is. What it keeps for
// the end of the process are functions of this program, which live as long, in statics that only the first
// caller, found by an atomic flag, writes.
#[expect(unsafe_code, reason = "declares what c/caller.c defines")]
unsafe extern "C" {
    /// Calls `f(value)`, then asks.
    pub safe fn csrc_ask(f: Function, value: i32, out: &mut Answer);

    /// Calls back for 0, 1 … `count - 1` until `f` returns a negative number, then asks.
    pub safe fn csrc_visit(f: Function, count: i32, out: &mut Answer);

    /// Calls `f` with a [`Resource`] by value, then asks.
    pub safe fn csrc_give(f: extern "C" fn(Resource) -> i32, number: i32, out: &mut Answer);

    /// At the exit of the process, calls `f(value)`, asks, prints the answer as lines `key=value` to C's standard
    /// output, and then calls `pending`.
    ///
    /// The keys are `returned`, `function`, `message`, `file` and `line`; `line` is 0 where the place is not
    /// known. Returns 0; −1 if C has no room for the handlers, or if this was called before.
    pub safe fn csrc_ask_at_exit(f: Function, value: i32, pending: extern "C" fn()) -> i32;
}
