//! The errors, and their codes for C.

use ffi_guard::ErrorCode;
use std::fmt;

/// The codes of errors: a positive status, and the `code` of the last error.
#[derive(Debug, PartialEq, Eq, ErrorCode)]
#[repr(i32)]
pub enum Error {
    /// The sum would be above the limit of the counter.
    AboveLimit(u32) = 1,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AboveLimit(limit) => write!(f, "the sum would be above the limit of {limit}"),
        }
    }
}

impl std::error::Error for Error {}
