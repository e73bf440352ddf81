//! A case: what is run, and what is expected of it.

use crate::outcome::{Cleanup, Report};

/// One line of the table.
pub(crate) struct Case {
    /// What the child process is told to run.
    pub(crate) name: &'static str,
    /// The first column of the table.
    pub(crate) title: &'static str,
    /// What there is instead of a guard.
    pub(crate) instead: Instead,
    /// Run in a child process, whose end it should be.
    pub(crate) unguarded: fn(),
    /// The same calls, guarded.
    pub(crate) guarded: Guarded,
    /// What is to be seen of both.
    pub(crate) expected: Expected,
}

/// How the unguarded function is written.
#[derive(Clone, Copy)]
pub(crate) enum Instead {
    /// As a bare `extern "C" fn`.
    Nothing,
    /// With a `catch_unwind` around the body, `Err(_) => -1`, as is often done by hand.
    HandWrittenCatch,
}

/// Where the guarded side runs.
#[derive(Clone, Copy)]
pub(crate) enum Guarded {
    /// In this process.
    Here(fn() -> Report),
    /// In a child too, as what happens at exit is seen from outside only; it prints its report.
    InChild(fn()),
}

/// What is to be seen of a case.
pub(crate) struct Expected {
    /// How the unguarded process ends, see [`crate::outcome::Unguarded::ended`].
    pub(crate) ended: &'static str,
    /// What becomes of its pending cleanup.
    pub(crate) cleanup: Cleanup,
    /// What C gets back from the guarded call, or calls.
    pub(crate) returned: &'static str,
    /// Where the panic ends: the exported function that the error names, or the Rust frame above C.
    pub(crate) caught_by: &'static str,
    /// The panic's message.
    pub(crate) message: &'static str,
    /// File and line of the panic; `None` for a payload that is no text, whose place is not known.
    pub(crate) place: Option<(&'static str, u32)>,
}
