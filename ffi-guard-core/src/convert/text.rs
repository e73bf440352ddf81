//! Checks of texts: C strings, and bytes with a length.

use super::InvalidArgument;
use super::checked::CheckedRef;
use super::pointer::non_null;
use super::slice::elements_at;
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
    let bytes = unsafe { CStr::from_ptr(pointer) }.to_bytes();
    // SAFETY: the caller guarantees that nobody writes to the bytes.
    unsafe { utf8(bytes) }
}

/// # Safety
///
/// Nobody writes to `bytes` during the call.
#[inline(always)]
unsafe fn utf8(bytes: &[u8]) -> Result<CheckedRef<str>, InvalidArgument> {
    match std::str::from_utf8(bytes) {
        // SAFETY: `from_utf8` has checked the bytes, and the caller guarantees that nobody writes to them.
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

/// Checks the arguments for a `&str` with a length. With the length 0 any pointer, including null, is an empty text.
///
/// # Errors
///
/// Returns an error if the pointer is null, the text is too long, or it is not UTF-8.
///
/// # Safety
///
/// `pointer` is null or points to `len` initialized bytes that nobody writes to during the call; or `len` is rejected as
/// too long.
#[inline(always)]
pub unsafe fn counted_text(
    pointer: *const c_char,
    len: usize,
) -> Result<CheckedRef<str>, InvalidArgument> {
    let bytes = elements_at(pointer.cast::<u8>(), len)?;
    // SAFETY: `elements_at` accepted pointer and length, so the caller guarantees `len` initialized bytes that nobody
    // writes to; without a length it returned an address for no bytes.
    unsafe { utf8(bytes.as_ref()) }
}

/// Checks the arguments for an `Option<&str>` with a length. Null is `None` with any length.
///
/// # Errors
///
/// Returns an error if the text is too long, or it is not UTF-8.
///
/// # Safety
///
/// As for [`counted_text`].
#[inline(always)]
pub unsafe fn optional_counted_text(
    pointer: *const c_char,
    len: usize,
) -> Result<Option<CheckedRef<str>>, InvalidArgument> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: this function has the contract of `counted_text`, which the caller upholds.
    unsafe { counted_text(pointer, len).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ptr;

    #[test]
    fn counted_texts_end_at_their_length() {
        let bytes = c"tw\u{f6}\xff".as_ptr();
        // SAFETY: each length is at most the length of the string, or is rejected as too long.
        unsafe {
            assert!(counted_text(bytes, 4).is_ok());
            assert!(counted_text(bytes, 3).is_err() && counted_text(bytes, 5).is_err());
            assert!(counted_text(ptr::null(), 0).is_ok());
            assert!(counted_text(ptr::null(), 1).is_err());
            assert!(counted_text(bytes, usize::MAX).is_err());
            assert!(matches!(optional_counted_text(ptr::null(), 9), Ok(None)));
            assert!(matches!(optional_counted_text(bytes, 0), Ok(Some(_))));
        }
    }
}
