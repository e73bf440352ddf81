//! Checks of references whose values `#[ffi(unchecked)]` exempts. Null, alignment and length are checked as for every
//! other reference.

use super::InvalidArgument;
use super::checked::CheckedRef;
use super::pointer::{aligned, non_null};
use super::slice::elements_at;

/// Checks the argument for a `&T`.
///
/// # Errors
///
/// Returns an error if it is null or misaligned.
///
/// # Safety
///
/// `pointer` is null, misaligned, or points to a value of `T` that nobody writes to during the call.
#[inline(always)]
pub unsafe fn reference<T>(pointer: *const T) -> Result<CheckedRef<T>, InvalidArgument> {
    let address = non_null(pointer)?;
    aligned(pointer)?;
    // SAFETY: the pointer is neither null nor misaligned, so the caller guarantees that it points to a value.
    Ok(unsafe { CheckedRef::new(address) })
}

/// Checks the argument for an `Option<&T>`.
///
/// # Errors
///
/// Returns an error if it is misaligned.
///
/// # Safety
///
/// As for [`reference`].
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

/// Checks the argument for a `&mut T`.
///
/// # Errors
///
/// As for [`reference`].
///
/// # Safety
///
/// As for [`reference`]. The value may be written, and nobody else uses it during the call.
#[inline(always)]
pub unsafe fn exclusive<T>(pointer: *mut T) -> Result<CheckedRef<T>, InvalidArgument> {
    // SAFETY: the contract of this function includes the contract of `reference`; the caller upholds it.
    unsafe { reference(pointer) }
}

/// Checks the argument for an `Option<&mut T>`.
///
/// # Errors
///
/// As for [`optional_reference`].
///
/// # Safety
///
/// As for [`exclusive`].
#[inline(always)]
pub unsafe fn optional_exclusive<T>(
    pointer: *mut T,
) -> Result<Option<CheckedRef<T>>, InvalidArgument> {
    // SAFETY: the contract of this function includes the contract of `reference`; the caller upholds it.
    unsafe { optional_reference(pointer) }
}

/// Checks the arguments for a `&[T]`. With the length 0 any pointer, including null, is an empty slice.
///
/// # Errors
///
/// Returns an error if the pointer is null or misaligned, or the slice is too long.
///
/// # Safety
///
/// `pointer` is null, misaligned, or points to `len` values of `T` that nobody writes to during the call; or `len` is
/// rejected as too long.
#[inline(always)]
pub unsafe fn slice<T>(pointer: *const T, len: usize) -> Result<CheckedRef<[T]>, InvalidArgument> {
    let elements = elements_at(pointer, len)?;
    // SAFETY: `elements_at` accepted pointer and length, so the caller guarantees `len` values.
    Ok(unsafe { CheckedRef::new(elements) })
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
pub unsafe fn exclusive_slice<T>(
    pointer: *mut T,
    len: usize,
) -> Result<CheckedRef<[T]>, InvalidArgument> {
    // SAFETY: the contract of this function includes the contract of `slice`; the caller upholds it.
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
        // SAFETY: `list` is a value that lives to the end of the test.
        assert!(unsafe { reference(&raw const list) }.is_ok());
        // SAFETY: null and misaligned pointers satisfy the contract.
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
        // SAFETY: `flags` holds two values that live to the end of the test.
        assert!(unsafe { slice(flags.as_ptr(), 2) }.is_ok());
        // SAFETY: null, and a length beyond the address space, satisfy the contract.
        unsafe {
            assert!(slice(ptr::null::<bool>(), 2).is_err());
            assert!(slice(ptr::null::<bool>(), 0).is_ok());
            assert!(slice(flags.as_ptr(), usize::MAX).is_err());
        }
    }
}
