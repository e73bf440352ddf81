//! Strings that C owns.

use std::ffi::{CString, c_char};
use std::fmt;

/// Converts a value into a C string that C owns.
pub trait IntoRawString {
    /// Passes ownership of the string to C.
    ///
    /// # Errors
    ///
    /// Returns an error if the string contains a NUL.
    fn into_raw_string(self) -> Result<*mut c_char, Truncated>;
}

impl IntoRawString for CString {
    fn into_raw_string(self) -> Result<*mut c_char, Truncated> {
        Ok(self.into_raw())
    }
}

impl IntoRawString for String {
    fn into_raw_string(self) -> Result<*mut c_char, Truncated> {
        let text = CString::new(self).map_err(|error| Truncated(error.nul_position()))?;
        text.into_raw_string()
    }
}

impl<T: IntoRawString> IntoRawString for Option<T> {
    fn into_raw_string(self) -> Result<*mut c_char, Truncated> {
        self.map_or(Ok(std::ptr::null_mut()), T::into_raw_string)
    }
}

/// The position of a NUL inside a string, which would end the string for C.
#[derive(Debug)]
pub struct Truncated(usize);

impl fmt::Display for Truncated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text to return has a NUL at byte {}, where it would end for C", self.0)
    }
}

/// Frees a string from [`IntoRawString::into_raw_string`]: the body of the library's `string_free`.
///
/// # Safety
///
/// `text` is null, or came from `into_raw_string` and was not freed yet.
pub unsafe fn free_string(text: *mut c_char) {
    if !text.is_null() {
        // SAFETY: the caller passes a pointer from `into_raw_string`, which got it from `CString::into_raw`. C has not
        // moved the NUL, which determines the length.
        drop(unsafe { CString::from_raw(text) });
    }
}
