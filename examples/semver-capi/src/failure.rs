//! What can fail, and how C tells it apart.

use ffi_guard::ErrorCode;
use std::fmt;
use std::num::NonZeroI32;

/// The codes of errors: a status that is positive, and the `code` of the last error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Failure {
    /// The text is no version, or no requirement.
    Syntax = 1,
    /// The number is the greatest that there is.
    Overflow = 2,
    /// It is not 1 to 3 numbers.
    Count = 3,
}

/// Why there is no version, or no requirement.
#[derive(Debug)]
pub enum Error {
    /// The text is none.
    Syntax(semver::Error),
    /// Nothing comes after this number.
    Overflow(u64),
    /// So many numbers are none.
    Count(usize),
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

impl ErrorCode for Error {
    fn code(&self) -> Option<NonZeroI32> {
        let failure = match self {
            Self::Syntax(_) => Failure::Syntax,
            Self::Overflow(_) => Failure::Overflow,
            Self::Count(_) => Failure::Count,
        };
        NonZeroI32::new(failure as i32)
    }
}

impl std::error::Error for Error {}
