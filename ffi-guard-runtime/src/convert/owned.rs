//! What C gives back: pointers that came from `Box::into_raw` or `Arc::into_raw`.
//!
//! The type behind them is opaque to C, so there is nothing to check but null and alignment. And texts, which C
//! gets as its own.

use super::Refused;
use super::pointer::{aligned, non_null};
use std::ffi::{CString, c_char};
use std::fmt;

/// Whether this may be the pointer of a `Box<T>`.
///
/// # Errors
///
/// If it is null or misaligned.
#[inline(always)]
pub fn boxed<T>(pointer: *mut T) -> Result<(), Refused> {
    non_null(pointer)?;
    aligned(pointer)
}

/// Whether this may be the pointer of an `Option<Box<T>>`.
///
/// # Errors
///
/// If it is misaligned.
#[inline(always)]
pub fn optional_boxed<T>(pointer: *mut T) -> Result<(), Refused> {
    aligned(pointer)
}

/// Whether this may be the pointer of an `Arc<T>`.
///
/// # Errors
///
/// If it is null or misaligned.
#[inline(always)]
pub fn shared<T>(pointer: *const T) -> Result<(), Refused> {
    non_null(pointer)?;
    aligned(pointer)
}

/// What becomes a pointer that C owns.
pub trait OwnedByC {
    /// What it points to.
    type Target;

    /// Gives it away.
    fn give(self) -> *mut Self::Target;
}

impl<T> OwnedByC for Box<T> {
    type Target = T;

    fn give(self) -> *mut T {
        Box::into_raw(self)
    }
}

impl<T> OwnedByC for Option<Box<T>> {
    type Target = T;

    fn give(self) -> *mut T {
        self.map_or(std::ptr::null_mut(), Box::into_raw)
    }
}

/// Takes back what C may own.
///
/// # Safety
///
/// Null, or from `Box::into_raw`; C does not use it any more.
#[inline(always)]
pub unsafe fn optional_box<T>(pointer: *mut T) -> Option<Box<T>> {
    // SAFETY: by contract.
    (!pointer.is_null()).then(|| unsafe { Box::from_raw(pointer) })
}

/// What becomes a C string that C owns.
pub trait TextForC {
    /// Gives it away.
    ///
    /// # Errors
    ///
    /// If there is a NUL in it.
    fn give(self) -> Result<*mut c_char, Truncated>;
}

impl TextForC for CString {
    fn give(self) -> Result<*mut c_char, Truncated> {
        Ok(self.into_raw())
    }
}

impl TextForC for String {
    fn give(self) -> Result<*mut c_char, Truncated> {
        let text = CString::new(self).map_err(|error| Truncated(error.nul_position()))?;
        text.give()
    }
}

impl<T: TextForC> TextForC for Option<T> {
    fn give(self) -> Result<*mut c_char, Truncated> {
        self.map_or(Ok(std::ptr::null_mut()), T::give)
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

/// Frees what [`TextForC::give`] gave: the body of the library's `string_free`.
///
/// # Safety
///
/// Null, or from there and not freed yet.
pub unsafe fn free_text(text: *mut c_char) {
    if !text.is_null() {
        // SAFETY: from `CString::into_raw`, by contract; its length is found by the NUL, which C has left in place.
        drop(unsafe { CString::from_raw(text) });
    }
}
