//! C strings.

use super::InvalidArgument;
use super::checked::CheckedRef;
use super::pointer::non_null;
use std::ffi::{CStr, c_char};
use std::ptr::NonNull;

/// `&CStr`.
///
/// # Errors
///
/// If it is null.
///
/// # Safety
///
/// Null, or pointing to bytes up to a NUL that nobody writes to during the call.
#[inline(always)]
pub unsafe fn c_str(pointer: *const c_char) -> Result<CheckedRef<CStr>, InvalidArgument> {
    non_null(pointer)?;
    // SAFETY: not null, so bytes up to a NUL, by contract; by contract nobody changes them.
    Ok(unsafe { CheckedRef::new(NonNull::from(CStr::from_ptr(pointer))) })
}

/// `Option<&CStr>`.
///
/// # Errors
///
/// None.
///
/// # Safety
///
/// As [`c_str`].
#[inline(always)]
pub unsafe fn optional_c_str(
    pointer: *const c_char,
) -> Result<Option<CheckedRef<CStr>>, InvalidArgument> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: by contract.
    unsafe { c_str(pointer).map(Some) }
}

/// `&str`.
///
/// # Errors
///
/// If it is null or not UTF-8.
///
/// # Safety
///
/// As [`c_str`].
#[inline(always)]
pub unsafe fn text(pointer: *const c_char) -> Result<CheckedRef<str>, InvalidArgument> {
    non_null(pointer)?;
    // SAFETY: as in `c_str`. The reference ends here.
    match unsafe { CStr::from_ptr(pointer) }.to_str() {
        // SAFETY: checked to be UTF-8; by contract nobody changes it.
        Ok(text) => Ok(unsafe { CheckedRef::new(NonNull::from(text)) }),
        Err(error) => Err(InvalidArgument::at("is not UTF-8 from byte", error.valid_up_to())),
    }
}

/// `Option<&str>`.
///
/// # Errors
///
/// If it is not UTF-8.
///
/// # Safety
///
/// As [`c_str`].
#[inline(always)]
pub unsafe fn optional_text(
    pointer: *const c_char,
) -> Result<Option<CheckedRef<str>>, InvalidArgument> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: by contract.
    unsafe { text(pointer).map(Some) }
}
