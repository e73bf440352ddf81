//! Checks of C strings.

use super::InvalidArgument;
use super::checked::CheckedRef;
use super::pointer::non_null;
use std::ffi::{CStr, c_char};
use std::ptr::NonNull;

/// Checks the argument for a `&CStr`.
///
/// # Errors
///
/// Returns an error if it is null.
///
/// # Safety
///
/// `pointer` is null, or points to a NUL-terminated string that nobody writes to during the call.
#[inline(always)]
pub unsafe fn c_str(pointer: *const c_char) -> Result<CheckedRef<CStr>, InvalidArgument> {
    non_null(pointer)?;
    // SAFETY: the pointer is not null, so the caller guarantees a NUL-terminated string that nobody writes to.
    Ok(unsafe { CheckedRef::new(NonNull::from(CStr::from_ptr(pointer))) })
}

/// Checks the argument for an `Option<&CStr>`.
///
/// # Errors
///
/// Never returns an error; the signature is the one of the other checks.
///
/// # Safety
///
/// As for [`c_str`].
#[inline(always)]
pub unsafe fn optional_c_str(
    pointer: *const c_char,
) -> Result<Option<CheckedRef<CStr>>, InvalidArgument> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: this function has the contract of `c_str`, which the caller upholds.
    unsafe { c_str(pointer).map(Some) }
}

/// Checks the argument for a `&str`.
///
/// # Errors
///
/// Returns an error if it is null or not UTF-8.
///
/// # Safety
///
/// As for [`c_str`].
#[inline(always)]
pub unsafe fn text(pointer: *const c_char) -> Result<CheckedRef<str>, InvalidArgument> {
    non_null(pointer)?;
    // SAFETY: the pointer is not null, so the caller guarantees a NUL-terminated string that nobody writes to.
    match unsafe { CStr::from_ptr(pointer) }.to_str() {
        // SAFETY: `to_str` has checked that the bytes are UTF-8, and the caller guarantees that nobody writes to them.
        Ok(text) => Ok(unsafe { CheckedRef::new(NonNull::from(text)) }),
        Err(error) => Err(InvalidArgument::at("is not UTF-8 from byte", error.valid_up_to())),
    }
}

/// Checks the argument for an `Option<&str>`.
///
/// # Errors
///
/// Returns an error if it is not UTF-8.
///
/// # Safety
///
/// As for [`c_str`].
#[inline(always)]
pub unsafe fn optional_text(
    pointer: *const c_char,
) -> Result<Option<CheckedRef<str>>, InvalidArgument> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: this function has the contract of `text`, which the caller upholds.
    unsafe { text(pointer).map(Some) }
}
