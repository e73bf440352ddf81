//! A pending destructor in the Rust frame above C.

use std::cell::Cell;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use ffi_guard_csrc::Answer;

use crate::outcome::{Cleanup, Report};

/// The line that a child prints when its pending cleanup runs.
pub(crate) const MARK: &str = "pending cleanup: done";

/// Runs a closure when it is dropped.
struct Pending<F: Fn()>(F);

impl<F: Fn()> Drop for Pending<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Prints the mark. The parent looks for it in the output, which is all that remains of a process that died.
pub(crate) extern "C" fn announce() {
    let _ = writeln!(io::stdout(), "{MARK}");
}

/// In a child process: runs `call`, which enters C, below a frame whose destructor prints the mark.
pub(crate) fn announced(call: impl FnOnce(&mut Answer)) {
    let _pending = Pending(|| announce());
    call(&mut Answer::none());
}

/// In this process: runs `call`, and returns whether the destructor of the frame above it ran.
pub(crate) fn watched<R>(call: impl FnOnce() -> R) -> (R, Cleanup) {
    let cleanup = Cell::new(Cleanup::Lost);
    let result = {
        let _pending = Pending(|| cleanup.set(Cleanup::Done));
        call()
    };
    (result, cleanup.get())
}

/// As [`watched`], and catches a panic of `call` above the frame with the destructor.
pub(crate) fn caught<R>(call: impl FnOnce() -> R) -> (thread::Result<R>, Cleanup) {
    let cleanup = Cell::new(Cleanup::Lost);
    let result = catch_unwind(AssertUnwindSafe(|| {
        let _pending = Pending(|| cleanup.set(Cleanup::Done));
        call()
    }));
    (result, cleanup.get())
}

/// Reports the answer that C gets from `call`, below a frame with a pending destructor.
pub(crate) fn ask(call: impl FnOnce(&mut Answer)) -> Report {
    let mut answer = Answer::none();
    let ((), cleanup) = watched(|| call(&mut answer));
    Report::of(&answer, cleanup)
}
