//! Status, fallback and last error of a call report the failure of the call itself.

mod c_form;
mod observed;
mod results;

use ffi_guard::{Error, ffi_export, last_error};
use std::panic::resume_unwind;

ffi_guard::ffi_library! { prefix = "failures", quiet = true, strings = true }

/// Actions of destructors, fallbacks and observers that could replace the failure of a call.
#[derive(Clone, Copy)]
enum Mischief {
    Fail,
    Clear,
    Panic,
}

impl Mischief {
    const ALL: [Self; 3] = [Self::Fail, Self::Clear, Self::Panic];
    const CAUGHT: [Self; 2] = [Self::Fail, Self::Clear];

    fn of(number: i32) -> Self {
        Self::ALL[usize::try_from(number).unwrap()]
    }

    fn happen(self) {
        match self {
            Self::Fail => failures_inner(),
            Self::Clear => ffi_guard::clear_last_error(),
            Self::Panic => resume_unwind(Box::new("mischief")),
        }
    }

    /// How many failures it is.
    fn count(self) -> u64 {
        match self {
            Self::Fail | Self::Panic => 1,
            Self::Clear => 0,
        }
    }
}

#[ffi_export]
#[unsafe(no_mangle)]
extern "C" fn failures_inner() {
    panic!("inner")
}

/// The latest failure.
#[track_caller]
fn latest() -> Error {
    last_error().expect("a failure on this thread")
}

/// Its message, for code that must not panic.
fn message() -> String {
    last_error().map_or_else(String::new, |error| error.message().to_owned())
}

/// Its length, which a fallback returns.
fn message_length() -> i32 {
    message().len() as i32
}
