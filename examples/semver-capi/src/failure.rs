//! The errors, and their codes for C.

use ffi_guard::ErrorCode;
use std::fmt;
use std::num::NonZeroI32;

/// The codes of errors: a positive status, and the `code` of the last error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Failure {
    /// The text is not a version, or not a requirement.
    Syntax = 1,
    /// The number cannot be increased.
    Overflow = 2,
    /// There are not 1 to 3 numbers.
    Count = 3,
}

/// An error of this library.
#[derive(Debug)]
pub enum Error {
    /// The text is not a version, or not a requirement.
    Syntax(semver::Error),
    /// This number cannot be increased.
    Overflow(u64),
    /// A version does not have this count of numbers.
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
