//! Checks of slices: a pointer and a length.

use super::checked::CheckedRef;
use super::ffi_type::elements;
use super::pointer::{aligned, non_null};
use super::{FfiType, InvalidArgument};
use std::ptr::NonNull;

const TOO_LONG: InvalidArgument = InvalidArgument::new("is longer than the address space");

/// Checks the arguments for a `&[T]`. With the length 0 any pointer, including null, is an empty slice.
///
/// # Errors
///
/// Returns an error if the pointer is null or misaligned, the slice is too long, or an element is not a value of `T`.
///
/// # Safety
///
/// `pointer` is null, misaligned, or points to `len` initialized elements that nobody writes to during the call; or
/// `len` is rejected as too long.
#[inline(always)]
pub unsafe fn slice<T: FfiType>(
    pointer: *const T,
    len: usize,
) -> Result<CheckedRef<[T]>, InvalidArgument> {
    let all = elements_at(pointer, len)?;
    // SAFETY: `elements_at` accepted pointer and length, so the caller guarantees `len` initialized elements.
    unsafe { elements(all.as_ptr().cast_const().cast::<T>(), len)? };
    // SAFETY: `elements` accepted every element, and the caller guarantees that nobody writes to them.
    Ok(unsafe { CheckedRef::new(all) })
}

/// Returns the address of `len` elements.
///
/// # Errors
///
/// If `len` is not 0, returns an error if the pointer is null or misaligned, or if the slice would be larger than
/// `isize::MAX` bytes.
#[inline(always)]
pub(super) fn elements_at<T>(
    pointer: *const T,
    len: usize,
) -> Result<NonNull<[T]>, InvalidArgument> {
    if len == 0 {
        return Ok(NonNull::slice_from_raw_parts(NonNull::dangling(), 0));
    }
    let first = non_null(pointer)?;
    aligned(pointer)?;
    if len > isize::MAX as usize / size_of::<T>().max(1) {
        return Err(TOO_LONG);
    }
    Ok(NonNull::slice_from_raw_parts(first, len))
}

/// Checks the arguments for a `&mut [T]`.
///
/// # Errors
///
/// As for [`slice`].
///
/// # Safety
///
/// As for [`slice`]. The elements may be written, and nobody else uses them during the call.
#[inline(always)]
pub unsafe fn exclusive_slice<T: FfiType>(
    pointer: *mut T,
    len: usize,
) -> Result<CheckedRef<[T]>, InvalidArgument> {
    // SAFETY: the contract of this function includes the contract of `slice`; the caller upholds it.
    unsafe { slice(pointer, len) }
}
