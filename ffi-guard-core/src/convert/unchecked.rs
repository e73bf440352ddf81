//! References whose values the author has exempted from the check by `#[ffi(unchecked)]`. Null, alignment and length are
//! checked as for every other reference.

use super::InvalidArgument;
use super::checked::CheckedRef;
use super::pointer::{aligned, non_null};
use super::slice::elements_at;

/// `&T`.
///
/// # Errors
///
/// If it is null or misaligned.
///
/// # Safety
///
/// Null, misaligned, or pointing to a value of `T` that nobody writes to during the call.
#[inline(always)]
pub unsafe fn reference<T>(pointer: *const T) -> Result<CheckedRef<T>, InvalidArgument> {
    let address = non_null(pointer)?;
    aligned(pointer)?;
    // SAFETY: neither null nor misaligned, so C has passed the address of a value, by the contract of this function.
    Ok(unsafe { CheckedRef::new(address) })
}

/// `Option<&T>`.
///
/// # Errors
///
/// If it is misaligned.
///
/// # Safety
///
/// As [`reference`].
#[inline(always)]
pub unsafe fn optional_reference<T>(
    pointer: *const T,
) -> Result<Option<CheckedRef<T>>, InvalidArgument> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: this function has the contract of `reference`, which the caller upholds.
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
pub unsafe fn exclusive<T>(pointer: *mut T) -> Result<CheckedRef<T>, InvalidArgument> {
    // SAFETY: this function's contract includes the contract of `reference`; the caller upholds it.
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
pub unsafe fn optional_exclusive<T>(
    pointer: *mut T,
) -> Result<Option<CheckedRef<T>>, InvalidArgument> {
    // SAFETY: this function's contract includes the contract of `reference`; the caller upholds it.
    unsafe { optional_reference(pointer) }
}

/// `&[T]`. Whatever the pointer, null included, the length 0 is the empty slice.
///
/// # Errors
///
/// If it is null, misaligned or too long.
///
/// # Safety
///
/// Null, misaligned, too long, or pointing to `len` values of `T` that nobody writes to during the call.
#[inline(always)]
pub unsafe fn slice<T>(pointer: *const T, len: usize) -> Result<CheckedRef<[T]>, InvalidArgument> {
    let elements = elements_at(pointer, len)?;
    // SAFETY: not refused, so C has passed the address of `len` values, by the contract of this function.
    Ok(unsafe { CheckedRef::new(elements) })
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
pub unsafe fn exclusive_slice<T>(
    pointer: *mut T,
    len: usize,
) -> Result<CheckedRef<[T]>, InvalidArgument> {
    // SAFETY: this function's contract includes the contract of `slice`; the caller upholds it.
    unsafe { slice(pointer, len) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;
    use std::ptr;

    #[test]
    fn null_and_misaligned_are_refused() {
        let list = VecDeque::from([1_u8]);
        // SAFETY: a value that lives to the end of the test.
        assert!(unsafe { reference(&raw const list) }.is_ok());
        // SAFETY: null and misaligned pointers are within the contract.
        unsafe {
            assert!(reference(ptr::null::<VecDeque<u8>>()).is_err());
            assert!(reference((&raw const list).byte_add(1)).is_err());
            assert!(optional_reference((&raw const list).byte_add(1)).is_err());
            assert!(matches!(optional_reference(ptr::null::<VecDeque<u8>>()), Ok(None)));
        }
    }

    #[test]
    fn slices_are_refused_by_pointer_and_length() {
        let flags = [true, false];
        // SAFETY: two values that live to the end of the test.
        assert!(unsafe { slice(flags.as_ptr(), 2) }.is_ok());
        // SAFETY: null, and longer than the address space, are within the contract.
        unsafe {
            assert!(slice(ptr::null::<bool>(), 2).is_err());
            assert!(slice(ptr::null::<bool>(), 0).is_ok());
            assert!(slice(flags.as_ptr(), usize::MAX).is_err());
        }
    }
}
