//! A pointer and a length.

use super::checked::CheckedRef;
use super::ffi_type::elements;
use super::pointer::{aligned, non_null};
use super::{FfiType, InvalidArgument};
use std::ptr::NonNull;

const TOO_LONG: InvalidArgument = InvalidArgument::new("is longer than the address space");

/// `&[T]`. Whatever the pointer, null included, the length 0 is the empty slice.
///
/// # Errors
///
/// If it is null, misaligned or too long, or an element is no value of `T`.
///
/// # Safety
///
/// Null, misaligned, too long, or pointing to `len` initialised elements that nobody writes to during the call.
#[inline(always)]
pub unsafe fn slice<T: FfiType>(
    pointer: *const T,
    len: usize,
) -> Result<CheckedRef<[T]>, InvalidArgument> {
    let all = elements_at(pointer, len)?;
    // SAFETY: not refused, so C has passed the address of `len` initialised elements, by the contract of this function.
    unsafe { elements(all.as_ptr().cast_const().cast::<T>(), len)? };
    // SAFETY: each element is a value, as was just checked, and nobody writes to them, by the contract of this function.
    Ok(unsafe { CheckedRef::new(all) })
}

/// The address of `len` elements.
///
/// # Errors
///
/// If there are elements, and the pointer is null or misaligned, or they are longer than any object can be.
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

/// `&mut [T]`.
///
/// # Errors
///
/// As [`slice`].
///
/// # Safety
///
/// As [`slice`], and it may be written through.
#[inline(always)]
pub unsafe fn exclusive_slice<T: FfiType>(
    pointer: *mut T,
    len: usize,
) -> Result<CheckedRef<[T]>, InvalidArgument> {
    // SAFETY: by contract.
    unsafe { slice(pointer, len) }
}
