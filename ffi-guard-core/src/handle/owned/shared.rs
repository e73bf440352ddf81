//! `Arc` in a signature.

use super::checked::{OwnedHandle, RawOwner};
use super::{CreateHandleError, check_owned, create_handle};
use crate::convert::{InvalidArgument, aligned, non_null};
use crate::handle::FfiHandle;
use crate::handle::owner::SharedOwner;
use std::marker::PhantomData;
use std::sync::Arc;

/// The type in the `Arc` of a signature; selects the trait below.
pub struct ArcOf<T>(PhantomData<T>);

impl<T> ArcOf<T> {
    /// A value of the type, to call the methods on.
    pub const OF: Self = Self(PhantomData);
}

/// Checks and converts references to shared handles.
pub trait HandleArc<T: FfiHandle> {
    /// Checks a handle that C passes back.
    ///
    /// # Errors
    ///
    /// Returns an error if it is null or, if handles are checked, if C must not use it now.
    ///
    /// # Safety
    ///
    /// `handle` is null, or a handle that no other call takes. A checked handle may be any value.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, handle: *const T) -> Result<OwnedHandle<T>, InvalidArgument>
    where
        T::Owner: SharedOwner<T>,
    {
        // SAFETY: this function has the contract of `check_owned`, which the caller upholds.
        unsafe { check_owned(handle) }
    }

    /// Creates a handle for C.
    ///
    /// # Errors
    ///
    /// Returns the reason if no handle can be created.
    #[inline(always)]
    fn ffi_guard_into_raw(&self, value: Arc<T>) -> Result<*const T, CreateHandleError>
    where
        T::Owner: SharedOwner<T>,
    {
        create_handle(T::Owner::leak_arc(value)).map(<*mut T>::cast_const)
    }
}

impl<T: FfiHandle> HandleArc<T> for &ArcOf<T> {}

/// Checks and converts an `Arc` of any other type.
pub trait AnyArc<T> {
    /// Checks a pointer that C passes back.
    ///
    /// # Errors
    ///
    /// Returns an error if it is null or misaligned.
    ///
    /// # Safety
    ///
    /// `pointer` is null, misaligned, or came from `Arc::into_raw` and is not used by C any more.
    #[inline(always)]
    unsafe fn ffi_guard_check(&self, pointer: *const T) -> Result<RawOwner<T>, InvalidArgument> {
        let address = non_null(pointer)?;
        aligned(pointer)?;
        Ok(RawOwner::in_arc(address))
    }

    /// Passes one reference to C.
    ///
    /// # Errors
    ///
    /// Never returns an error; the signature is the one of [`HandleArc`].
    #[inline(always)]
    fn ffi_guard_into_raw(&self, value: Arc<T>) -> Result<*const T, CreateHandleError> {
        Ok(Arc::into_raw(value))
    }
}

impl<T> AnyArc<T> for ArcOf<T> {}
