//! How a process ended.

use std::fmt;

/// The signal of `abort`.
pub const SIGABRT: i32 = 6;
/// The signal of a process that was killed.
pub const SIGKILL: i32 = 9;
/// The signal of an invalid memory access, a stack overflow among them.
pub const SIGSEGV: i32 = 11;

/// How a process ended, and what it wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The exit status; `None` if a signal ended the process.
    pub code: Option<i32>,
    /// The signal that ended the process, if one did.
    pub signal: Option<i32>,
    /// What it wrote to standard output. What C had buffered when the process was killed is not there.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
}

impl Outcome {
    /// Ended by itself with status 0.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.code == Some(0)
    }

    /// Ended by `abort`.
    #[must_use]
    pub fn aborted(&self) -> bool {
        self.signal == Some(SIGABRT)
    }

    /// Ended by an invalid memory access.
    #[must_use]
    pub fn segfaulted(&self) -> bool {
        self.signal == Some(SIGSEGV)
    }

    /// The same, if the process ended with status 0.
    ///
    /// # Panics
    ///
    /// With the outcome, if it ended in another way.
    #[track_caller]
    pub fn expect_success(self) -> Self {
        assert!(self.succeeded(), "expected status 0\n{self}");
        self
    }

    /// The same, if the process aborted.
    ///
    /// # Panics
    ///
    /// With the outcome, if it ended in another way.
    #[track_caller]
    pub fn expect_aborted(self) -> Self {
        assert!(self.aborted(), "expected an abort\n{self}");
        self
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.code, self.signal) {
            (Some(code), _) => writeln!(f, "ended with status {code}")?,
            (None, Some(signal)) => writeln!(f, "ended by signal {signal}")?,
            (None, None) => writeln!(f, "ended for an unknown reason")?,
        }
        writeln!(
            f,
            "--- stdout\n{}\n--- stderr\n{}",
            self.stdout.trim_end(),
            self.stderr.trim_end()
        )
    }
}
