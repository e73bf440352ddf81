//! Texts that C gets as its own.

use std::ffi::{CString, c_char};
use std::fmt;

/// What becomes a C string that C owns.
pub trait IntoRawString {
    /// Gives it away.
    ///
    /// # Errors
    ///
    /// If there is a NUL in it.
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

/// A text that C would take for a shorter one.
#[derive(Debug)]
pub struct Truncated(usize);

impl fmt::Display for Truncated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text to return has a NUL at byte {}, where it would end for C", self.0)
    }
}

/// Frees what [`IntoRawString::into_raw_string`] gave: the body of the library's `string_free`.
///
/// # Safety
///
/// Null, or from there and not freed yet.
pub unsafe fn free_string(text: *mut c_char) {
    if !text.is_null() {
        // SAFETY: from `CString::into_raw`, by contract; its length is found by the NUL, which C has left in place.
        drop(unsafe { CString::from_raw(text) });
    }
}
