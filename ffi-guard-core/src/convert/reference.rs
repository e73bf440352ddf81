//! Checks of pointers that become references, to data or to handles.

use super::pass_by_pointer::{Access, AccessMut};
use super::{InvalidArgument, PassByPointer};

/// The checked pointer for a `&T`.
pub(super) type Shared<T> = <<T as PassByPointer>::Access as Access<T>>::Shared;

/// The checked pointer for a `&mut T`.
pub(super) type Exclusive<T> = <<T as PassByPointer>::Access as AccessMut<T>>::Exclusive;

/// Checks the argument for a `&T`.
///
/// # Errors
///
/// Data: returns an error if it is null or misaligned, or is not a value of `T`. A handle: returns an error if it is
/// null or misaligned, or, if handles are checked, if C must not use it now.
///
/// # Safety
///
/// Data: `pointer` is null, misaligned, or points to initialized memory of the size of `T` that nobody writes to during
/// the call.
///
/// A handle: `pointer` is null, misaligned, or a handle that the library has returned, that C has not given back, and
/// that no other call uses as `&mut T`. A checked handle may be any value.
#[inline(always)]
pub unsafe fn reference<T: PassByPointer>(pointer: *const T) -> Result<Shared<T>, InvalidArgument> {
    // SAFETY: this function has the contract of `share`, which the caller upholds.
    unsafe { T::Access::share(pointer) }
}

/// Checks the argument for an `Option<&T>`.
///
/// # Errors
///
/// As for [`reference`], except that null is accepted.
///
/// # Safety
///
/// As for [`reference`].
#[inline(always)]
pub unsafe fn optional_reference<T: PassByPointer>(
    pointer: *const T,
) -> Result<Option<Shared<T>>, InvalidArgument> {
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
/// As for [`reference`]. The value may be written, and no other call uses it.
#[inline(always)]
pub unsafe fn exclusive<T: PassByPointer>(pointer: *mut T) -> Result<Exclusive<T>, InvalidArgument>
where
    T::Access: AccessMut<T>,
{
    // SAFETY: this function has the contract of `exclude`, which the caller upholds.
    unsafe { T::Access::exclude(pointer) }
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
pub unsafe fn optional_exclusive<T: PassByPointer>(
    pointer: *mut T,
) -> Result<Option<Exclusive<T>>, InvalidArgument>
where
    T::Access: AccessMut<T>,
{
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: this function has the contract of `exclusive`, which the caller upholds.
    unsafe { exclusive(pointer).map(Some) }
}
