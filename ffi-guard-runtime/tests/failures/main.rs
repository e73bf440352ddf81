//! Status, fallback and last error of a call describe the failure of that call.

mod c_form;
mod observed;
mod results;

use ffi_guard::{Error, ffi_export, last_error};
use std::panic::resume_unwind;

ffi_guard::ffi_library! { prefix = "failures", quiet = true, strings = true }

/// Actions of destructors, fallbacks and observers that could replace the last error of a call.
#[derive(Clone, Copy)]
enum Interference {
    Fail,
    Clear,
    Panic,
}

impl Interference {
    const ALL: [Self; 3] = [Self::Fail, Self::Clear, Self::Panic];
    const CAUGHT: [Self; 2] = [Self::Fail, Self::Clear];

    fn of(number: i32) -> Self {
        Self::ALL[usize::try_from(number).unwrap()]
    }

    fn happen(self) {
        match self {
            Self::Fail => failures_inner(),
            Self::Clear => ffi_guard::clear_last_error(),
            Self::Panic => resume_unwind(Box::new("interference")),
        }
    }

    /// Returns how many failures the action causes.
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

/// Returns the last error of this thread.
#[track_caller]
fn latest() -> Error {
    last_error().expect("no error on this thread")
}

/// Returns the message of the last error, for code that must not panic.
fn message() -> String {
    last_error().map_or_else(String::new, |error| error.message().to_owned())
}

/// Returns the length of that message, as a fallback value.
fn message_length() -> i32 {
    message().len() as i32
}
