//! The errors, and their codes for C.

use ffi_guard::{CallbackError, ErrorCode};
use std::fmt;

/// The codes of errors: a positive status, and the `code` of the last error.
#[derive(Debug, ErrorCode)]
#[repr(i32)]
pub enum Error {
    /// The text is not a version, or not a requirement.
    Syntax(semver::Error) = 1,
    /// The number cannot be increased.
    Overflow(u64) = 2,
    /// There are not 1 to 3 numbers.
    Count(usize) = 3,
    /// A callback returned a status other than 0, or an invalid value.
    Callback(CallbackError) = 4,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Overflow(number) => write!(f, "{number} is the greatest number of a version"),
            Self::Callback(error) => error.fmt(f),
            Self::Count(count) => write!(f, "{count} numbers, and a version has 1 to 3"),
        }
    }
}

impl From<semver::Error> for Error {
    fn from(error: semver::Error) -> Self {
        Self::Syntax(error)
    }
}

impl From<CallbackError> for Error {
    fn from(error: CallbackError) -> Self {
        Self::Callback(error)
    }
}

impl std::error::Error for Error {}
