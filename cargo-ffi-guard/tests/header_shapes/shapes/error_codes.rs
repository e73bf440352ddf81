//! Names of codes: of the library, beside its statuses, and of other types.
ffi_guard::ffi_library! { prefix = "s", quiet = true, codes = Alias }
use ffi_guard::{ErrorCode, FfiType, ffi_export};
use std::fmt;

mod failure {
    use ffi_guard::ErrorCode;

    /// The errors of `s_length`.
    #[derive(Debug, ErrorCode)]
    #[repr(i32)]
    pub enum Fault {
        /// The text is empty.
        Empty = 1,
        TooLong { by: usize } = 7,
        #[cfg(any())]
        Never = 8,
        NotANumber(std::num::ParseIntError) = 0x10,
    }
}
use failure::Fault;
type Alias = failure::Fault;

#[derive(Debug, ErrorCode)]
#[repr(i32)]
pub enum ParseError {
    Empty = 3,
    Unexpected = 4,
}

/// An error with a place.
#[derive(Debug, ErrorCode)]
pub struct Located {
    pub line: u32,
    #[code]
    pub error: ParseError,
}

macro_rules! display {
    ($($ty:ty),*) => {$(
        impl fmt::Display for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{self:?}") }
        }
    )*};
}
display!(Fault, Located);

/// Has the name of the statuses.
#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Status { Ready = 1, Busy = 2 }

#[ffi_export(status)]
pub fn s_length(text: &str, status: Status) -> Result<i32, Fault> {
    match text.len() {
        _ if matches!(status, Status::Busy) => panic!("busy"),
        0 => Err(Fault::Empty),
        by @ 5.. => Err(Fault::TooLong { by }),
        _ => text.parse().map_err(Fault::NotANumber),
    }
}

/// Another type of the same name, which has the name of the type in its names.
pub mod inner {
    #[derive(Debug, ffi_guard::ErrorCode)]
    #[repr(i32)]
    pub enum Fault { Empty = 5 }

    /// Of any error.
    #[derive(ffi_guard::ErrorCode)]
    pub struct Wrapped<E>(#[code] pub E, pub u8);
}

#[ffi_export(fallback = 0)]
pub fn s_code() -> i32 {
    let wrapped = inner::Wrapped(inner::Fault::Empty, 0);
    wrapped.code().map_or(0, |code| code.get())
}

#[ffi_export(status)]
pub fn s_parse(text: &str) -> Result<(), Located> {
    let error = if text.is_empty() { ParseError::Empty } else { ParseError::Unexpected };
    Err(Located { line: 1, error })
}
