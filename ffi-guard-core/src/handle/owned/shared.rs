//! `Arc` in a signature.

use super::checked::{OwnedHandle, RawOwner};
use super::{CreateHandleError, check_owned, create_handle};
use crate::convert::{Access, CheckedPointer, InvalidArgument, aligned, non_null};
use crate::handle::FfiHandle;
use crate::handle::access::HandleAccess;
use crate::handle::owner::SharedOwner;
use crate::handle::pending::{self, PendingOwner};
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ptr::{self, NonNull};
use std::sync::Arc;

/// The checked handle for a `&T`.
type SharedHandle<T> = <HandleAccess as Access<T>>::Shared;

/// A checked argument for a `&Arc<T>`. C keeps its reference; the function may clone it.
pub struct BorrowedArc<H: CheckedPointer<Target: Sized>> {
    arc: ManuallyDrop<Arc<H::Target>>,
    /// Keeps a checked handle from being freed during the call.
    held: H,
}

// SAFETY: `arc` is a field of this value, and holds one of the references that C owns, which `held` or the caller of the
// check keeps until this value is dropped.
unsafe impl<H: CheckedPointer<Target: Sized>> CheckedPointer for BorrowedArc<H> {
    type Target = Arc<H::Target>;
    type PoisonOnUnwind = H::PoisonOnUnwind;

    #[inline(always)]
    fn address(&self) -> NonNull<Arc<H::Target>> {
        NonNull::from(&*self.arc)
    }

    /// Returns the memory of the object.
    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        self.held.extent()
    }

    #[inline(always)]
    fn poison_on_unwind(&self) -> H::PoisonOnUnwind {
        self.held.poison_on_unwind()
    }
}

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

    /// Checks a handle whose reference C keeps.
    ///
    /// # Errors
    ///
    /// Returns an error if it is null or, if handles are checked, if C must not use it now.
    ///
    /// # Safety
    ///
    /// `handle` is null, or a handle that C has not given back, and does not give back during the call. A checked handle
    /// may be any value.
    #[inline(always)]
    unsafe fn ffi_guard_check_borrowed(
        &self,
        handle: *const T,
    ) -> Result<BorrowedArc<SharedHandle<T>>, InvalidArgument>
    where
        T::Owner: SharedOwner<T>,
    {
        // SAFETY: the caller passes a handle that C does not give back or, if handles are checked, any value.
        // `HandleAccess::share` requires the same.
        let held = unsafe { HandleAccess::share(handle) }?;
        // SAFETY: `share` accepts only addresses that the owner of the type leaked. C does not release its reference
        // during the call: the caller guarantees it, and the table rejects a handle that `held` has acquired.
        let arc = unsafe { T::Owner::borrow_arc(held.address()) };
        Ok(BorrowedArc { arc, held })
    }

    /// Checks a handle that may be null, and whose reference C keeps.
    ///
    /// # Errors
    ///
    /// As for [`ffi_guard_check_borrowed`](Self::ffi_guard_check_borrowed), except that null is accepted.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check_borrowed`](Self::ffi_guard_check_borrowed).
    #[inline(always)]
    unsafe fn ffi_guard_check_optional_borrowed(
        &self,
        handle: *const T,
    ) -> Result<Option<BorrowedArc<SharedHandle<T>>>, InvalidArgument>
    where
        T::Owner: SharedOwner<T>,
    {
        // SAFETY: this function has the contract of `ffi_guard_check_borrowed`, which the caller upholds.
        (!handle.is_null()).then(|| unsafe { self.ffi_guard_check_borrowed(handle) }).transpose()
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

    /// Creates a handle that C receives only if the call succeeds; null for `None`.
    ///
    /// # Errors
    ///
    /// As for [`ffi_guard_into_raw`](Self::ffi_guard_into_raw).
    #[inline(always)]
    fn ffi_guard_into_pending(
        &self,
        value: Option<Arc<T>>,
    ) -> Result<PendingOwner<T>, CreateHandleError>
    where
        T::Owner: SharedOwner<T>,
    {
        let handle = match value {
            Some(value) => create_handle(T::Owner::leak_arc(value))?,
            None => ptr::null_mut(),
        };
        // SAFETY: `create_handle` has just created the handle, and C does not have it; `free_handle` frees such a
        // handle.
        Ok(unsafe { PendingOwner::new(handle, pending::free_handle) })
    }
}

impl<T: FfiHandle> HandleArc<T> for &ArcOf<T> {}

/// Converts `Arc<T>` and `Option<Arc<T>>` into the latter.
pub trait IntoOptionArc<T> {
    /// Returns the `Arc`, if there is one.
    fn into_option_arc(self) -> Option<Arc<T>>;
}

impl<T> IntoOptionArc<T> for Arc<T> {
    #[inline(always)]
    fn into_option_arc(self) -> Option<Self> {
        Some(self)
    }
}

impl<T> IntoOptionArc<T> for Option<Arc<T>> {
    #[inline(always)]
    fn into_option_arc(self) -> Self {
        self
    }
}

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

    /// Checks a pointer whose reference C keeps.
    ///
    /// # Errors
    ///
    /// Returns an error if it is null or misaligned.
    ///
    /// # Safety
    ///
    /// `pointer` is null, misaligned, or came from `Arc::into_raw`, and C does not give it back before the call ends.
    #[inline(always)]
    unsafe fn ffi_guard_check_borrowed(
        &self,
        pointer: *const T,
    ) -> Result<BorrowedArc<RawOwner<T>>, InvalidArgument> {
        // SAFETY: the caller passes a pointer from `Arc::into_raw` whose reference nobody releases during the call.
        let held = unsafe { self.ffi_guard_check(pointer) }?;
        // SAFETY: the address is that pointer, which is not null. `ManuallyDrop` does not release the reference.
        let arc = ManuallyDrop::new(unsafe { Arc::from_raw(held.address().as_ptr()) });
        Ok(BorrowedArc { arc, held })
    }

    /// Checks a pointer that may be null, and whose reference C keeps.
    ///
    /// # Errors
    ///
    /// Returns an error if it is misaligned.
    ///
    /// # Safety
    ///
    /// As for [`ffi_guard_check_borrowed`](Self::ffi_guard_check_borrowed).
    #[inline(always)]
    unsafe fn ffi_guard_check_optional_borrowed(
        &self,
        pointer: *const T,
    ) -> Result<Option<BorrowedArc<RawOwner<T>>>, InvalidArgument> {
        // SAFETY: this function has the contract of `ffi_guard_check_borrowed`, which the caller upholds.
        (!pointer.is_null()).then(|| unsafe { self.ffi_guard_check_borrowed(pointer) }).transpose()
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

    /// Passes one reference to C only if the call succeeds; null for `None`.
    ///
    /// # Errors
    ///
    /// Never returns an error; the signature is the one of [`HandleArc`].
    #[inline(always)]
    fn ffi_guard_into_pending(
        &self,
        value: Option<Arc<T>>,
    ) -> Result<PendingOwner<T>, CreateHandleError> {
        let pointer = value.map_or(ptr::null(), Arc::into_raw).cast_mut();
        // SAFETY: the pointer has just come from `Arc::into_raw`, and C does not have it; `free_arc` releases such a
        // reference.
        Ok(unsafe { PendingOwner::new(pointer, pending::free_arc) })
    }
}

impl<T> AnyArc<T> for ArcOf<T> {}
