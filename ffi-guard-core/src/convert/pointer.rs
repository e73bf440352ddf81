//! Checks of pointers to data.

use super::checked::CheckedRef;
use super::{FfiType, InvalidArgument};
use std::ptr::NonNull;

const NULL: InvalidArgument = InvalidArgument::new("is null");
pub(crate) const MISALIGNED: InvalidArgument = InvalidArgument::new("is not aligned for its type");

/// Returns the address, unless it is null.
#[inline(always)]
pub(crate) fn non_null<T>(pointer: *const T) -> Result<NonNull<T>, InvalidArgument> {
    NonNull::new(pointer.cast_mut()).ok_or(NULL)
}

#[inline(always)]
pub(crate) fn aligned<T>(pointer: *const T) -> Result<(), InvalidArgument> {
    if pointer.is_aligned() { Ok(()) } else { Err(MISALIGNED) }
}

/// Checks a pointer to a value of C.
///
/// # Errors
///
/// Returns an error if it is null or misaligned, or if the memory is not a value of `T`.
///
/// # Safety
///
/// `pointer` is null, misaligned, or points to initialized memory of the size of `T` that nobody writes to during the
/// call.
#[inline(always)]
pub(crate) unsafe fn data<T: FfiType>(pointer: *const T) -> Result<CheckedRef<T>, InvalidArgument> {
    let address = non_null(pointer)?;
    aligned(pointer)?;
    if !T::TRIVIAL {
        // SAFETY: the pointer is neither null nor misaligned, so the caller guarantees that it points to initialized
        // memory.
        unsafe { T::valid(pointer)? };
    }
    // SAFETY: `valid` has accepted the bytes, or all bytes are values. The caller guarantees that nobody writes to
    // them.
    Ok(unsafe { CheckedRef::new(address) })
}
