//! Objects in a signature by value: `self` of a method, and `Self` as a return type.

use super::checked::OwnedHandle;
use super::{CreateHandleError, check_owned, create_handle};
use crate::convert::InvalidArgument;
use crate::handle::FfiHandle;
use crate::handle::owner::{Owner, UniqueOwner};
use std::ptr;

/// Checks the handle for the `self` of a method that consumes the object.
///
/// # Errors
///
/// Returns an error if it is null or, if handles are checked, if C must not use it now.
///
/// # Safety
///
/// `handle` is null, or a handle that no other call uses. A checked handle may be any value.
#[inline(always)]
pub unsafe fn check_owned_self<T: FfiHandle>(
    handle: *mut T,
) -> Result<OwnedHandle<T>, InvalidArgument>
where
    T::Owner: UniqueOwner<T>,
{
    // SAFETY: this function has the contract of `check_owned`, which the caller upholds.
    unsafe { check_owned(handle) }
}

/// Creates an object for C.
///
/// # Errors
///
/// Returns the reason if no handle can be created.
#[inline(always)]
pub fn value_into_handle<T: FfiHandle>(value: T) -> Result<*mut T, CreateHandleError> {
    create_handle(T::Owner::leak(value))
}

/// [`value_into_handle`] for an optional object; null for `None`.
///
/// # Errors
///
/// As for [`value_into_handle`].
#[inline(always)]
pub fn optional_value_into_handle<T: FfiHandle>(
    value: Option<T>,
) -> Result<*mut T, CreateHandleError> {
    value.map_or(Ok(ptr::null_mut()), value_into_handle)
}
