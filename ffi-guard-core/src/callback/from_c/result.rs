//! The result of a callback that C provides, and its errors.

use crate::convert::{FfiType, InvalidArgument, checks};
use crate::panic::name::Name;
use std::fmt;
use std::mem::MaybeUninit;
use std::num::NonZeroI32;
use std::panic::resume_unwind;

/// The reason why a callback that C provides has no result.
///
/// A callback that can fail has the type `Result<T, CallbackError>` in the signature of the exported function. In C it
/// returns an `int32_t`, which is 0 for success, and writes its value to an out-parameter.
///
/// # Examples
///
/// ```
/// use ffi_guard::{CallbackError, ffi_export};
///
/// /// In C: `int32_t (*weight)(uint32_t item, uint32_t *out, void *data)`.
/// #[ffi_export(status)]
/// pub fn callback_error_doc_weigh(
///     weight: &mut dyn FnMut(u32) -> Result<u32, CallbackError>,
/// ) -> Result<u32, CallbackError> {
///     Ok(weight(1)? + weight(2)?)
/// }
///
/// # fn main() {
/// // In Rust, the callback is a closure.
/// assert_eq!(callback_error_doc_weigh(&mut |item| Ok(item * 10)).unwrap(), 30);
/// # }
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum CallbackError {
    /// C returned a number other than 0.
    #[non_exhaustive]
    Status {
        /// The name of the parameter that is the callback.
        callback: &'static str,
        /// The number.
        status: NonZeroI32,
    },
    /// C returned 0, and the value in the out-parameter is invalid.
    Invalid(InvalidResult),
}

impl CallbackError {
    /// Returns the error of a callback that returned a number, for a test that passes a closure in place of C's function.
    ///
    /// `callback` is the name of the parameter.
    ///
    /// ```
    /// use ffi_guard::CallbackError;
    /// use std::num::NonZeroI32;
    ///
    /// let error = CallbackError::returned("visit", NonZeroI32::new(7).unwrap());
    /// assert_eq!(error.to_string(), "callback `visit` returned 7");
    /// ```
    #[must_use]
    pub const fn returned(callback: &'static str, status: NonZeroI32) -> Self {
        Self::Status { callback, status }
    }
}

impl fmt::Display for CallbackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status { callback, status } => {
                write!(f, "callback `{callback}` returned {status}")
            }
            Self::Invalid(invalid) => invalid.fmt(f),
        }
    }
}

impl std::error::Error for CallbackError {}

/// An invalid result of a callback that C provides.
///
/// If the signature of the callback has no `Result`, the call of the exported function ends with the error kind
/// [`InvalidResult`](crate::ErrorKind::InvalidResult).
#[derive(Clone, Debug)]
pub struct InvalidResult {
    callback: &'static str,
    subject: Subject,
    reason: InvalidArgument,
}

/// The invalid value.
#[derive(Clone, Copy, Debug)]
enum Subject {
    Result,
    /// An object that C left poisoned.
    Lent,
}

impl InvalidResult {
    #[cold]
    fn new(callback: Name, subject: Subject, reason: InvalidArgument) -> Self {
        Self { callback: callback.get().to_str().unwrap_or_default(), subject, reason }
    }

    /// Returns the name of the parameter that is the callback.
    #[must_use]
    pub fn callback(&self) -> &'static str {
        self.callback
    }
}

impl fmt::Display for InvalidResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subject = match self.subject {
            Subject::Result => "the result of",
            Subject::Lent => "an object that was lent to",
        };
        write!(f, "{subject} callback `{}` {}", self.callback, self.reason)
    }
}

impl std::error::Error for InvalidResult {}

/// Unwinds to the guard of the exported function. The panic hook does not run.
#[cold]
#[inline(never)]
pub fn unwind(callback: Name, reason: InvalidArgument) -> ! {
    resume_unwind(Box::new(InvalidResult::new(callback, Subject::Result, reason)))
}

/// Unwinds because of an object that C left poisoned.
#[cold]
#[inline(never)]
pub(super) fn unwind_poisoned(callback: Name, reason: InvalidArgument) -> ! {
    resume_unwind(Box::new(InvalidResult::new(callback, Subject::Lent, reason)))
}

/// Returns the error for an invalid value.
#[cold]
#[inline(never)]
#[must_use]
pub fn invalid(callback: Name, reason: InvalidArgument) -> CallbackError {
    CallbackError::Invalid(InvalidResult::new(callback, Subject::Result, reason))
}

/// Returns the value that C returned, or unwinds if it is invalid.
///
/// # Safety
///
/// C returned the bytes by its prototype, so all of them except padding are initialized.
#[inline(always)]
pub unsafe fn checked<T: FfiType>(callback: Name, returned: MaybeUninit<T>) -> T {
    // SAFETY: the caller guarantees initialized bytes.
    if let Err(reason) = unsafe { checks::value(&returned) } {
        unwind(callback, reason);
    }
    // SAFETY: `value` accepted the bytes.
    unsafe { returned.assume_init() }
}

/// Returns the character of a number that C returned, or unwinds if there is none.
#[inline(always)]
#[must_use]
pub fn character(callback: Name, returned: u32) -> char {
    checks::character(returned).unwrap_or_else(|reason| unwind(callback, reason))
}

/// Returns the status of a callback as a `Result`.
///
/// # Errors
///
/// Returns an error if the status is not 0.
#[inline(always)]
pub fn status(callback: Name, status: i32) -> Result<(), CallbackError> {
    match NonZeroI32::new(status) {
        None => Ok(()),
        Some(status) => Err(failed(callback, status)),
    }
}

#[cold]
#[inline(never)]
fn failed(callback: Name, status: NonZeroI32) -> CallbackError {
    CallbackError::Status { callback: callback.get().to_str().unwrap_or_default(), status }
}

/// Returns the value that C wrote to the out-parameter.
///
/// # Errors
///
/// Returns an error if it is invalid.
///
/// # Safety
///
/// All bytes of the value except padding are initialized.
#[inline(always)]
pub unsafe fn fallible<T: FfiType>(
    callback: Name,
    written: MaybeUninit<T>,
) -> Result<T, CallbackError> {
    // SAFETY: the caller guarantees initialized bytes.
    match unsafe { checks::value(&written) } {
        // SAFETY: `value` accepted the bytes.
        Ok(()) => Ok(unsafe { written.assume_init() }),
        Err(reason) => Err(invalid(callback, reason)),
    }
}

/// Returns the character of the number that C wrote to the out-parameter.
///
/// # Errors
///
/// Returns an error if there is none.
#[inline(always)]
pub fn fallible_character(callback: Name, written: u32) -> Result<char, CallbackError> {
    checks::character(written).map_err(|reason| invalid(callback, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::catch_unwind;

    const CALLBACK: Name = Name::new(c"compare");

    #[test]
    fn an_invalid_result_unwinds_with_its_reason() {
        let returned = MaybeUninit::new(2_u8);
        // SAFETY: the byte is initialized, and `MaybeUninit` has no invalid value.
        let returned: MaybeUninit<bool> = unsafe { std::mem::transmute(returned) };
        let caught = catch_unwind(|| {
            // SAFETY: the byte is initialized.
            unsafe { checked(CALLBACK, returned) }
        });
        let payload = caught.unwrap_err().downcast::<InvalidResult>().expect("the payload");
        assert_eq!(
            payload.to_string(),
            "the result of callback `compare` is 2, and a `bool` is 0 or 1"
        );
        assert_eq!(payload.callback(), "compare");
        // SAFETY: the byte is initialized.
        let error = unsafe { fallible(CALLBACK, returned) }.unwrap_err();
        assert_eq!(error.to_string(), payload.to_string());
    }

    #[test]
    fn valid_results_are_returned() {
        // SAFETY: the bytes are initialized.
        assert!(unsafe { checked(CALLBACK, MaybeUninit::new(true)) });
        assert_eq!(character(CALLBACK, 0x61), 'a');
        assert_eq!(fallible_character(CALLBACK, 0x61).unwrap(), 'a');
        assert!(fallible_character(CALLBACK, 0xD800).is_err());
        assert!(catch_unwind(|| character(CALLBACK, 0xD800)).is_err());
    }

    #[test]
    fn a_status_is_an_error_unless_it_is_0() {
        assert!(status(CALLBACK, 0).is_ok());
        assert_eq!(status(CALLBACK, -7).unwrap_err().to_string(), "callback `compare` returned -7");
    }
}
