//! The result of a process.

use crate::target;
use std::fmt;

/// The signal raised by `abort`.
pub const SIGABRT: i32 = 6;
/// The signal of a killed process.
pub const SIGKILL: i32 = 9;
/// The signal raised by an invalid memory access, for example a stack overflow.
pub const SIGSEGV: i32 = 11;

/// The exception that Rust's `abort` raises on Windows: `STATUS_STACK_BUFFER_OVERRUN`, by `__fastfail`.
pub const FAST_FAIL: u32 = 0xC000_0409;
/// The exception of an invalid memory access on Windows.
pub const ACCESS_VIOLATION: u32 = 0xC000_0005;

/// The exit status of C's `abort` on Windows.
const ABORT_OF_C: u32 = 3;

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

    /// Returns whether Rust's `abort` ended the process.
    #[must_use]
    pub fn aborted(&self) -> bool {
        self.ended_by(SIGABRT, FAST_FAIL)
    }

    /// Returns whether C's `abort` ended the process, which differs from Rust's on Windows.
    #[must_use]
    pub fn aborted_by_c(&self) -> bool {
        self.ended_by(SIGABRT, ABORT_OF_C)
    }

    /// Returns whether a signal of Unix, or a status of Windows, ended the process.
    #[must_use]
    pub fn ended_by(&self, signal: i32, status: u32) -> bool {
        // A Unix process sees the lower eight bits of the status under Wine.
        let status = if cfg!(windows) { status } else { status & 0xFF };
        if target::is_windows() {
            self.code.is_some_and(|code| code.cast_unsigned() == status)
        } else {
            self.signal == Some(signal)
        }
    }

    /// Returns whether the process was ended by an invalid memory access.
    #[must_use]
    pub fn segfaulted(&self) -> bool {
        self.ended_by(SIGSEGV, ACCESS_VIOLATION)
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

    /// Returns `self` if C's `abort` ended the process.
    ///
    /// # Panics
    ///
    /// Panics with the outcome otherwise.
    #[track_caller]
    pub fn expect_aborted_by_c(self) -> Self {
        assert!(self.aborted_by_c(), "expected an abort by C\n{self}");
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
            (Some(code @ 0..), _) => writeln!(f, "ended with status {code}")?,
            (Some(code), _) => writeln!(f, "ended by exception {code:#X}")?,
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
