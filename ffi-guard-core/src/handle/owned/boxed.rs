//! `Box` in a signature.

use super::checked::{OwnedHandle, RawOwner};
use super::list::{OwnedList, check_list};
use super::{CreateHandleError, check_owned, create_handle};
use crate::convert::{CheckedPointer, FfiType, InvalidArgument, aligned, data, non_null};
use crate::handle::FfiHandle;
use crate::handle::owner::UniqueOwner;
use crate::handle::pending::{self, PendingOwner};
use crate::handle::repr::HandleRepr;
use std::marker::PhantomData;
use std::ptr::{self, NonNull};

/// The type in the `Box` of a signature; selects the trait below.
pub struct BoxOf<T>(PhantomData<T>);

impl<T> BoxOf<T> {
    /// A value of the type, to call the methods on.
    pub const OF: Self = Self(PhantomData);
}

/// Checks and converts boxes of handles.
pub trait HandleBox<T: FfiHandle> {
    /// Checks a handle that C passes back.
    ///
    /// # Errors
    ///
    /// Returns an error if it is null or, if handles are checked, if C must not use it now.
    ///
    /// # Safety
    ///
    /// `handle` is null, or a handle that no other call uses. A checked handle may be any value.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, handle: *mut T) -> Result<OwnedHandle<T>, InvalidArgument>
    where
        T::Owner: UniqueOwner<T>,
    {
        // SAFETY: this function has the contract of `check_owned`, which the caller upholds.
        unsafe { check_owned(handle) }
    }

    /// Checks a handle that may be null.
    ///
    /// # Errors
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check), except that null is accepted.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check).
    #[inline(always)]
    unsafe fn ffi_guard_check_optional(
        &self,
        handle: *mut T,
    ) -> Result<Option<OwnedHandle<T>>, InvalidArgument>
    where
        T::Owner: UniqueOwner<T>,
    {
        // SAFETY: this function has the contract of `ffi_guard_check`, which the caller upholds.
        (!handle.is_null()).then(|| unsafe { self.ffi_guard_check(handle) }).transpose()
    }

    /// Checks an array of handles that C passes back.
    ///
    /// # Errors
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check), and if the array is rejected, or has a handle twice.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check), for each of the `len` pointers at `first`, which is null,
    /// misaligned, or points to initialized memory that nobody writes to during the call.
    unsafe fn ffi_guard_check_list(
        &self,
        first: *const *mut T,
        len: usize,
    ) -> Result<OwnedList<OwnedHandle<T>>, InvalidArgument>
    where
        T::Owner: UniqueOwner<T>,
    {
        // SAFETY: this function has the contracts of `check_list` and, for each pointer, of `ffi_guard_check`; the caller
        // upholds them.
        unsafe { check_list(first, len, |handle| self.ffi_guard_check(handle)) }
    }

    /// Creates a handle for C; null for `None`.
    ///
    /// # Errors
    ///
    /// Returns the reason if no handle can be created.
    #[inline(always)]
    fn ffi_guard_into_raw(&self, value: Option<Box<T>>) -> Result<*mut T, CreateHandleError>
    where
        T::Owner: UniqueOwner<T>,
    {
        value.map_or(Ok(ptr::null_mut()), |value| create_handle(T::Owner::leak_box(value)))
    }

    /// Creates a handle that C receives only if the call succeeds.
    ///
    /// # Errors
    ///
    /// As for [`ffi_guard_into_raw`](Self::ffi_guard_into_raw).
    #[inline(always)]
    fn ffi_guard_into_pending(
        &self,
        value: Option<Box<T>>,
    ) -> Result<PendingOwner<T>, CreateHandleError>
    where
        T::Owner: UniqueOwner<T>,
    {
        let Some(value) = value else { return Ok(PendingOwner::NONE) };
        // SAFETY: `create_handle` has just created the handle, and C does not have it.
        create_handle(T::Owner::leak_box(value)).map(|it| unsafe { PendingOwner::of_handle(it) })
    }
}

impl<T: FfiHandle<Owner: UniqueOwner<T>>> PendingOwner<T> {
    /// Creates a handle that C receives only if the call succeeds.
    ///
    /// # Errors
    ///
    /// Returns the reason if no handle can be created, and the object, whose destructor may panic.
    #[inline(always)]
    pub fn of_box(object: Box<T>) -> Result<Self, (CreateHandleError, Box<T>)> {
        let address = T::Owner::leak_box(object);
        match T::Repr::create(address) {
            // SAFETY: `create` has just created the handle, and C does not have it.
            Ok(handle) => Ok(unsafe { Self::of_handle(handle) }),
            // SAFETY: `leak_box` has just leaked the object, and C did not receive it, so this is the only owner.
            Err(reason) => Err((CreateHandleError(reason), unsafe { T::Owner::take_box(address) })),
        }
    }
}

impl<T: FfiHandle> HandleBox<T> for &BoxOf<T> {}

/// Checks boxes of data. C knows the layout of the data, owns it, and may write to it before it passes it back.
pub trait DataBox<T: FfiType> {
    /// Checks a box that C passes back.
    ///
    /// # Errors
    ///
    /// Returns an error if it is null or misaligned, or is not a value of `T`.
    ///
    /// # Safety
    ///
    /// `pointer` is null, misaligned, or came from `Box::into_raw` and is not used by C any more.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, pointer: *mut T) -> Result<RawOwner<T>, InvalidArgument> {
        // SAFETY: the memory of a box is initialized, and the caller guarantees that C does not use it any more.
        unsafe { data(pointer) }.map(|checked| RawOwner::in_box(checked.address()))
    }

    /// Checks a box that may be null.
    ///
    /// # Errors
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check), except that null is accepted.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check).
    #[inline(always)]
    unsafe fn ffi_guard_check_optional(
        &self,
        pointer: *mut T,
    ) -> Result<Option<RawOwner<T>>, InvalidArgument> {
        // SAFETY: this function has the contract of `ffi_guard_check`, which the caller upholds.
        (!pointer.is_null()).then(|| unsafe { self.ffi_guard_check(pointer) }).transpose()
    }

    /// Checks an array of boxes that C passes back.
    ///
    /// # Errors
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check), and if the array is rejected, or has a box twice.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check), for each of the `len` pointers at `first`, which is null,
    /// misaligned, or points to initialized memory that nobody writes to during the call.
    unsafe fn ffi_guard_check_list(
        &self,
        first: *const *mut T,
        len: usize,
    ) -> Result<OwnedList<RawOwner<T>>, InvalidArgument> {
        // SAFETY: this function has the contracts of `check_list` and, for each pointer, of `ffi_guard_check`; the caller
        // upholds them.
        unsafe { check_list(first, len, |pointer| self.ffi_guard_check(pointer)) }
    }
}

impl<T: FfiType> DataBox<T> for &&BoxOf<T> {}

/// Checks and converts boxes of all other types.
pub trait AnyBox<T> {
    /// Checks a pointer that C passes back.
    ///
    /// # Errors
    ///
    /// Returns an error if it is null or misaligned.
    ///
    /// # Safety
    ///
    /// `pointer` is null, misaligned, or came from `Box::into_raw` and is not used by C any more.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, pointer: *mut T) -> Result<RawOwner<T>, InvalidArgument> {
        let address = non_null(pointer)?;
        aligned(pointer)?;
        Ok(RawOwner::in_box(address))
    }

    /// Checks a pointer that may be null.
    ///
    /// # Errors
    ///
    /// Returns an error if it is misaligned.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check).
    #[inline(always)]
    unsafe fn ffi_guard_check_optional(
        &self,
        pointer: *mut T,
    ) -> Result<Option<RawOwner<T>>, InvalidArgument> {
        aligned(pointer)?;
        Ok(NonNull::new(pointer).map(RawOwner::in_box))
    }

    /// Checks an array of boxes that C passes back.
    ///
    /// # Errors
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check), and if the array is rejected, or has a box twice.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check`](Self::ffi_guard_check), for each of the `len` pointers at `first`, which is null,
    /// misaligned, or points to initialized memory that nobody writes to during the call.
    unsafe fn ffi_guard_check_list(
        &self,
        first: *const *mut T,
        len: usize,
    ) -> Result<OwnedList<RawOwner<T>>, InvalidArgument> {
        // SAFETY: this function has the contracts of `check_list` and, for each pointer, of `ffi_guard_check`; the caller
        // upholds them.
        unsafe { check_list(first, len, |pointer| self.ffi_guard_check(pointer)) }
    }

    /// Passes ownership to C; null for `None`.
    ///
    /// # Errors
    ///
    /// Never returns an error; the signature is the one of [`HandleBox`].
    #[inline(always)]
    fn ffi_guard_into_raw(&self, value: Option<Box<T>>) -> Result<*mut T, CreateHandleError> {
        Ok(value.map_or(ptr::null_mut(), Box::into_raw))
    }

    /// Passes ownership to C only if the call succeeds.
    ///
    /// # Errors
    ///
    /// Never returns an error; the signature is the one of [`HandleBox`].
    #[inline(always)]
    fn ffi_guard_into_pending(
        &self,
        value: Option<Box<T>>,
    ) -> Result<PendingOwner<T>, CreateHandleError> {
        // SAFETY: the pointer has just come from `Box::into_raw`, and C does not have it; `free_box` frees such a
        // pointer.
        self.ffi_guard_into_raw(value)
            .map(|pointer| unsafe { PendingOwner::new(pointer, pending::free_box) })
    }
}

impl<T> AnyBox<T> for BoxOf<T> {}

/// Converts `Box<T>` and `Option<Box<T>>` into the latter.
pub trait IntoOptionBox<T> {
    /// Returns the box, if there is one.
    fn into_option_box(self) -> Option<Box<T>>;
}

impl<T> IntoOptionBox<T> for Box<T> {
    #[inline(always)]
    fn into_option_box(self) -> Option<Self> {
        Some(self)
    }
}

impl<T> IntoOptionBox<T> for Option<Box<T>> {
    #[inline(always)]
    fn into_option_box(self) -> Self {
        self
    }
}
