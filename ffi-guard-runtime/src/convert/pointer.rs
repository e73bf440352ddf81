//! Pointers to values of the caller's.

use super::checked::Checked;
use super::{FfiType, Refused};
use std::ptr::NonNull;

const NULL: Refused = Refused::new("is null");
const MISALIGNED: Refused = Refused::new("is not aligned for its type");

/// The address, if it is not null.
#[inline(always)]
pub(super) fn non_null<T>(pointer: *const T) -> Result<NonNull<T>, Refused> {
    NonNull::new(pointer.cast_mut()).ok_or(NULL)
}

#[inline(always)]
pub(super) fn aligned<T>(pointer: *const T) -> Result<(), Refused> {
    if pointer.is_aligned() { Ok(()) } else { Err(MISALIGNED) }
}

/// `&T`.
///
/// # Errors
///
/// If it is null, misaligned, or points to no value of `T`.
///
/// # Safety
///
/// Null, misaligned, or pointing to initialised memory of the size of `T` that nobody writes to during the call.
#[inline(always)]
pub unsafe fn reference<T: FfiType>(pointer: *const T) -> Result<Checked<T>, Refused> {
    let address = non_null(pointer)?;
    aligned(pointer)?;
    if !T::TRIVIAL {
        // SAFETY: neither null nor misaligned, so initialised memory of that size, by contract.
        unsafe { T::valid(pointer)? };
    }
    // SAFETY: `valid` has found a value there, or all bytes are one; by contract nobody changes it.
    Ok(unsafe { Checked::new(address) })
}

/// `Option<&T>`.
///
/// # Errors
///
/// As [`reference`], but for null.
///
/// # Safety
///
/// As [`reference`].
#[inline(always)]
pub unsafe fn optional_reference<T: FfiType>(
    pointer: *const T,
) -> Result<Option<Checked<T>>, Refused> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: by contract.
    unsafe { reference(pointer).map(Some) }
}

/// `&mut T`.
///
/// # Errors
///
/// As [`reference`].
///
/// # Safety
///
/// As [`reference`], and it may be written through.
#[inline(always)]
pub unsafe fn exclusive<T: FfiType>(pointer: *mut T) -> Result<Checked<T>, Refused> {
    // SAFETY: by contract.
    unsafe { reference(pointer) }
}

/// `Option<&mut T>`.
///
/// # Errors
///
/// As [`optional_reference`].
///
/// # Safety
///
/// As [`exclusive`].
#[inline(always)]
pub unsafe fn optional_exclusive<T: FfiType>(
    pointer: *mut T,
) -> Result<Option<Checked<T>>, Refused> {
    // SAFETY: by contract.
    unsafe { optional_reference(pointer) }
}
