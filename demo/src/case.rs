//! A case: the code to run, and the expected outcome.

use crate::outcome::{Cleanup, Report};

/// One row of the table.
pub(crate) struct Case {
    /// The argument that selects the case in the child process.
    pub(crate) name: &'static str,
    /// The first column of the table.
    pub(crate) title: &'static str,
    /// How the unguarded version is written.
    pub(crate) instead: Instead,
    /// The unguarded calls. They run in a child process, and should end it.
    pub(crate) unguarded: fn(),
    /// The same calls, guarded.
    pub(crate) guarded: Guarded,
    /// The expected outcome of both.
    pub(crate) expected: Expected,
}

/// How the unguarded function is written.
#[derive(Clone, Copy)]
pub(crate) enum Instead {
    /// As a bare `extern "C" fn`.
    Nothing,
    /// With a hand-written `catch_unwind` around the body, and `Err(_) => -1`.
    HandWrittenCatch,
}

/// Where the guarded side runs.
#[derive(Clone, Copy)]
pub(crate) enum Guarded {
    /// In this process.
    Here(fn() -> Report),
    /// In a child process that prints its report, because an exit can only be observed from outside.
    InChild(fn()),
}

/// The expected outcome of a case.
pub(crate) struct Expected {
    /// Whether the pending cleanup of the unguarded process runs.
    pub(crate) cleanup: Cleanup,
    /// The value that the guarded call, or calls, return to C.
    pub(crate) returned: &'static str,
    /// The place where the panic ends: the exported function that the error names, or the Rust frame above C.
    pub(crate) caught_by: &'static str,
    /// The message of the panic.
    pub(crate) message: &'static str,
    /// File and line of the panic. `None` for a payload that is not a string, because its place is not known.
    pub(crate) place: Option<(&'static str, u32)>,
}
