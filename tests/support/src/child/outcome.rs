//! The result of a process.

use std::fmt;

/// The signal raised by `abort`.
pub const SIGABRT: i32 = 6;
/// The signal of a killed process.
pub const SIGKILL: i32 = 9;
/// The signal raised by an invalid memory access, for example a stack overflow.
pub const SIGSEGV: i32 = 11;

/// The result and the output of a process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The exit status; `None` if a signal ended the process.
    pub code: Option<i32>,
    /// The signal that ended the process, if one did.
    pub signal: Option<i32>,
    /// Standard output. Data that C had buffered when the process was killed is missing.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Outcome {
    /// Returns whether the process exited with status 0.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        self.code == Some(0)
    }

    /// Returns whether the process was ended by `abort`.
    #[must_use]
    pub fn aborted(&self) -> bool {
        self.signal == Some(SIGABRT)
    }

    /// Returns whether the process was ended by an invalid memory access.
    #[must_use]
    pub fn segfaulted(&self) -> bool {
        self.signal == Some(SIGSEGV)
    }

    /// Returns `self` if the process exited with status 0.
    ///
    /// # Panics
    ///
    /// Panics with the outcome otherwise.
    #[track_caller]
    pub fn expect_success(self) -> Self {
        assert!(self.succeeded(), "expected status 0\n{self}");
        self
    }

    /// Returns `self` if the process aborted.
    ///
    /// # Panics
    ///
    /// Panics with the outcome otherwise.
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
