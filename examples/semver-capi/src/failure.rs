//! The errors, and their codes for C.

use ffi_guard::ErrorCode;
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
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Overflow(number) => write!(f, "{number} is the greatest number of a version"),
            Self::Count(count) => write!(f, "{count} numbers, and a version has 1 to 3"),
        }
    }
}

impl From<semver::Error> for Error {
    fn from(error: semver::Error) -> Self {
        Self::Syntax(error)
    }
}

impl std::error::Error for Error {}
