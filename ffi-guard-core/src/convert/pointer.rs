//! Pointers to values of the caller's.

use super::checked::CheckedRef;
use super::pass_by_pointer::{Access, AccessMut};
use super::{FfiType, InvalidArgument, PassByPointer};
use std::ptr::NonNull;

const NULL: InvalidArgument = InvalidArgument::new("is null");
const MISALIGNED: InvalidArgument = InvalidArgument::new("is not aligned for its type");

/// The address, if it is not null.
#[inline(always)]
pub(crate) fn non_null<T>(pointer: *const T) -> Result<NonNull<T>, InvalidArgument> {
    NonNull::new(pointer.cast_mut()).ok_or(NULL)
}

#[inline(always)]
pub(crate) fn aligned<T>(pointer: *const T) -> Result<(), InvalidArgument> {
    if pointer.is_aligned() { Ok(()) } else { Err(MISALIGNED) }
}

/// A pointer to a value that C shares.
///
/// # Errors
///
/// If it is null, misaligned, or points to no value of `T`.
///
/// # Safety
///
/// Null, misaligned, or pointing to initialised memory of the size of `T` that nobody writes to during the call.
#[inline(always)]
pub(crate) unsafe fn data<T: FfiType>(pointer: *const T) -> Result<CheckedRef<T>, InvalidArgument> {
    let address = non_null(pointer)?;
    aligned(pointer)?;
    if !T::TRIVIAL {
        // SAFETY: neither null nor misaligned, so initialised memory of that size, by contract.
        unsafe { T::valid(pointer)? };
    }
    // SAFETY: `valid` has found a value there, or all bytes are one; by contract nobody changes it.
    Ok(unsafe { CheckedRef::new(address) })
}

/// What is kept of a `&T` until the call has ended.
pub(super) type Shared<T> = <<T as PassByPointer>::Access as Access<T>>::Shared;

/// What is kept of a `&mut T` until the call has ended.
pub(super) type Exclusive<T> = <<T as PassByPointer>::Access as AccessMut<T>>::Exclusive;

/// `&T`.
///
/// # Errors
///
/// Of data: if it is null, misaligned, or points to no value of `T`. Of a handle: if it is null or
/// misaligned, and where handles are checked, if it is none that C may use now.
///
/// # Safety
///
/// Data: null, misaligned, or pointing to initialised memory of the size of `T` that nobody writes to during the
/// call. A handle: null, misaligned, or one that a function of the library has returned, that has not been given
/// back, and that no call has as a `&mut T`; a checked one may be anything.
#[inline(always)]
pub unsafe fn reference<T: PassByPointer>(pointer: *const T) -> Result<Shared<T>, InvalidArgument> {
    // SAFETY: by contract.
    unsafe { T::Access::share(pointer) }
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
pub unsafe fn optional_reference<T: PassByPointer>(
    pointer: *const T,
) -> Result<Option<Shared<T>>, InvalidArgument> {
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
/// As [`reference`], and it may be written through; no other call has the handle.
#[inline(always)]
pub unsafe fn exclusive<T: PassByPointer>(pointer: *mut T) -> Result<Exclusive<T>, InvalidArgument>
where
    T::Access: AccessMut<T>,
{
    // SAFETY: by contract.
    unsafe { T::Access::exclude(pointer) }
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
pub unsafe fn optional_exclusive<T: PassByPointer>(
    pointer: *mut T,
) -> Result<Option<Exclusive<T>>, InvalidArgument>
where
    T::Access: AccessMut<T>,
{
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: by contract.
    unsafe { exclusive(pointer).map(Some) }
}
