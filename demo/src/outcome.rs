//! The observed outcome of a case.

use std::fmt;

use ffi_guard_csrc::Answer;

/// Both sides of a case.
pub(crate) struct Outcome {
    pub(crate) unguarded: Unguarded,
    pub(crate) guarded: Report,
}

/// How each unguarded process ends. Rust aborts by a signal on Unix, and by this exception on Windows.
pub(crate) const ABORTED: &str = if cfg!(windows) { "0xC0000409" } else { "SIGABRT" };

/// The end of the unguarded process.
pub(crate) struct Unguarded {
    /// [`ABORTED`], `signal 11`, `status 0` …
    pub(crate) ended: String,
    /// Whether the pending cleanup in the frames above C ran.
    pub(crate) cleanup: Cleanup,
    /// The output, shown if the process did not end as expected.
    pub(crate) output: String,
}

/// The state of a destructor in the Rust frame above C, or of an `atexit` handler that is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cleanup {
    /// It ran.
    Done,
    /// It never ran.
    Lost,
}

impl fmt::Display for Cleanup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Done => "done",
            Self::Lost => "lost",
        })
    }
}

/// The outcome of the guarded calls.
pub(crate) struct Report {
    pub(crate) returned: String,
    pub(crate) cleanup: Cleanup,
    pub(crate) caught_by: String,
    pub(crate) message: String,
    /// File and line, as [`place`] writes them.
    pub(crate) place: String,
    /// Deviations that the case itself found, in addition to the cells of the table.
    pub(crate) faults: Vec<String>,
    /// More lines for the row.
    pub(crate) more: Vec<More>,
}

/// One more line of a row.
#[derive(Default)]
pub(crate) struct More {
    pub(crate) title: String,
    pub(crate) unguarded: String,
    pub(crate) returned: String,
    pub(crate) message: String,
}

impl Report {
    /// Reports the answer that C received and the error that it read.
    pub(crate) fn of(answer: &Answer, cleanup: Cleanup) -> Self {
        Self {
            returned: answer.returned.to_string(),
            cleanup,
            caught_by: answer.function().to_owned(),
            message: answer.message().to_owned(),
            place: place(answer.place()),
            faults: Vec::new(),
            more: Vec::new(),
        }
    }
}

/// Formats a place as `file:line`.
pub(crate) fn place(known: Option<(&str, u32)>) -> String {
    known.map_or_else(|| "not known".to_owned(), |(file, line)| format!("{file}:{line}"))
}
