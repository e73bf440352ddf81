//! What was seen of a case.

use std::fmt;

use ffi_guard_csrc::Answer;

/// Both sides of a case.
pub(crate) struct Outcome {
    pub(crate) unguarded: Unguarded,
    pub(crate) guarded: Report,
}

/// What happened to the unguarded process.
pub(crate) struct Unguarded {
    /// `SIGABRT`, `signal 11`, `status 0` …
    pub(crate) ended: String,
    /// Whether what was pending in the frames above C was still done.
    pub(crate) cleanup: Cleanup,
    /// What it wrote, for a process that ended in another way than it should.
    pub(crate) output: String,
}

/// What becomes of a destructor in the Rust frame above C, or of an `atexit` handler still to come.
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

/// What the guarded caller got.
pub(crate) struct Report {
    pub(crate) returned: String,
    pub(crate) cleanup: Cleanup,
    pub(crate) caught_by: String,
    pub(crate) message: String,
    /// File and line, as [`place`] writes them.
    pub(crate) place: String,
    /// What the case itself found wrong, beside what the table shows.
    pub(crate) faults: Vec<String>,
    /// More lines for the row.
    pub(crate) more: Vec<More>,
}

/// One more line of a row, under the cells of the first.
#[derive(Default)]
pub(crate) struct More {
    pub(crate) title: String,
    pub(crate) unguarded: String,
    pub(crate) returned: String,
    pub(crate) message: String,
}

impl Report {
    /// What C got and asked.
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

/// `file:line`, or that it is not known.
pub(crate) fn place(known: Option<(&str, u32)>) -> String {
    known.map_or_else(|| "not known".to_owned(), |(file, line)| format!("{file}:{line}"))
}
