//! A pointer and a length.

use super::checked::Checked;
use super::ffi_type::elements;
use super::pointer::{aligned, non_null};
use super::{FfiType, Refused};
use std::ptr::NonNull;

const TOO_LONG: Refused = Refused::new("is longer than the address space");

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
pub unsafe fn slice<T: FfiType>(pointer: *const T, len: usize) -> Result<Checked<[T]>, Refused> {
    if len == 0 {
        let nothing = NonNull::slice_from_raw_parts(NonNull::dangling(), 0);
        // SAFETY: no element, so none that is not a value.
        return Ok(unsafe { Checked::new(nothing) });
    }
    let first = non_null(pointer)?;
    aligned(pointer)?;
    if len > isize::MAX as usize / size_of::<T>().max(1) {
        return Err(TOO_LONG);
    }
    // SAFETY: none of what the contract leaves open holds, so there are that many initialised elements.
    unsafe { elements(pointer, len)? };
    // SAFETY: each is a value; by contract nobody changes them. No longer than any object is.
    Ok(unsafe { Checked::new(NonNull::slice_from_raw_parts(first, len)) })
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
) -> Result<Checked<[T]>, Refused> {
    // SAFETY: by contract.
    unsafe { slice(pointer, len) }
}
