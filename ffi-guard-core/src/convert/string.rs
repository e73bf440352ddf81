//! Strings that C owns.

use std::ffi::{CString, c_char};
use std::fmt;

/// Converts a value into a C string that C owns.
pub trait IntoRawString: Sized {
    /// Returns the string that C receives if the call succeeds.
    ///
    /// # Errors
    ///
    /// Returns an error if the string contains a NUL.
    fn into_c_string(self) -> Result<Option<CString>, Truncated>;

    /// Passes ownership of the string to C.
    ///
    /// # Errors
    ///
    /// As for [`into_c_string`](Self::into_c_string).
    fn into_raw_string(self) -> Result<*mut c_char, Truncated> {
        self.into_c_string().map(raw)
    }
}

impl IntoRawString for CString {
    #[inline]
    fn into_c_string(self) -> Result<Option<CString>, Truncated> {
        Ok(Some(self))
    }
}

impl IntoRawString for String {
    #[inline]
    fn into_c_string(self) -> Result<Option<CString>, Truncated> {
        CString::new(self).map(Some).map_err(|error| Truncated(error.nul_position()))
    }
}

impl<T: IntoRawString> IntoRawString for Option<T> {
    #[inline]
    fn into_c_string(self) -> Result<Option<CString>, Truncated> {
        self.map_or(Ok(None), T::into_c_string)
    }
}

/// Passes ownership of a string to C; null for `None`.
#[inline]
#[must_use]
pub fn raw(text: Option<CString>) -> *mut c_char {
    text.map_or(std::ptr::null_mut(), CString::into_raw)
}

/// The position of a NUL inside a string, which would end the string for C.
#[derive(Debug)]
pub struct Truncated(usize);

impl fmt::Display for Truncated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text for C has a NUL at byte {}, where it would end", self.0)
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
