//! Pointers to values of the caller's.

use super::checked::Checked;
use super::pointee::{ExclusiveWay, Way};
use super::{FfiType, Pointee, Refused};
use std::ptr::NonNull;

const NULL: Refused = Refused::new("is null");
const MISALIGNED: Refused = Refused::new("is not aligned for its type");

/// The address, if it is not null.
#[inline(always)]
pub(crate) fn non_null<T>(pointer: *const T) -> Result<NonNull<T>, Refused> {
    NonNull::new(pointer.cast_mut()).ok_or(NULL)
}

#[inline(always)]
pub(crate) fn aligned<T>(pointer: *const T) -> Result<(), Refused> {
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
pub(crate) unsafe fn data<T: FfiType>(pointer: *const T) -> Result<Checked<T>, Refused> {
    let address = non_null(pointer)?;
    aligned(pointer)?;
    if !T::TRIVIAL {
        // SAFETY: neither null nor misaligned, so initialised memory of that size, by contract.
        unsafe { T::valid(pointer)? };
    }
    // SAFETY: `valid` has found a value there, or all bytes are one; by contract nobody changes it.
    Ok(unsafe { Checked::new(address) })
}

/// What is kept of a `&T` until the call has ended.
pub(super) type Shared<T> = <<T as Pointee>::Way as Way<T>>::Shared;

/// What is kept of a `&mut T` until the call has ended.
pub(super) type Exclusive<T> = <<T as Pointee>::Way as ExclusiveWay<T>>::Exclusive;

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
pub unsafe fn reference<T: Pointee>(pointer: *const T) -> Result<Shared<T>, Refused> {
    // SAFETY: by contract.
    unsafe { T::Way::share(pointer) }
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
pub unsafe fn optional_reference<T: Pointee>(
    pointer: *const T,
) -> Result<Option<Shared<T>>, Refused> {
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
pub unsafe fn exclusive<T: Pointee>(pointer: *mut T) -> Result<Exclusive<T>, Refused>
where
    T::Way: ExclusiveWay<T>,
{
    // SAFETY: by contract.
    unsafe { T::Way::exclude(pointer) }
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
pub unsafe fn optional_exclusive<T: Pointee>(
    pointer: *mut T,
) -> Result<Option<Exclusive<T>>, Refused>
where
    T::Way: ExclusiveWay<T>,
{
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: by contract.
    unsafe { exclusive(pointer).map(Some) }
}
