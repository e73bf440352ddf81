//! What C gets for the address of an object, and how that is checked when it comes back.

use super::FfiHandle;
use super::owner::Owner;
use super::token_repr::TokenRepr;
use crate::convert::{CheckedPointer, InvalidArgument, aligned, non_null};
use std::ptr::NonNull;

/// What is kept of a handle that a call has for itself, until it has ended, or until the object is taken.
pub trait ExclusiveHandle: CheckedPointer {
    /// Ends the handle: C may not use it any more.
    fn remove(self) -> NonNull<Self::Target>;
}

/// A scheme.
pub trait HandleRepr: 'static {
    /// Whether what C has is looked up, so that an address in its place would be refused.
    const CHECKS: bool;

    /// What is kept of a `&T` until the call has ended.
    type Shared<T: FfiHandle>: CheckedPointer<Target = T, PoisonOnUnwind = PoisonOnUnwind<T>>;

    /// What is kept of a `&mut T`, or of an owner, until the call has ended.
    type Exclusive<T: FfiHandle>: ExclusiveHandle<Target = T, PoisonOnUnwind = PoisonOnUnwind<T>>;

    /// Checks a handle that others may use at the same time.
    ///
    /// # Errors
    ///
    /// Why it is refused.
    ///
    /// # Safety
    ///
    /// As for a handle in [`reference`](crate::convert::checks::reference).
    unsafe fn share<T: FfiHandle>(handle: *const T) -> Result<Self::Shared<T>, InvalidArgument>;

    /// Checks a handle that nobody else may use meanwhile.
    ///
    /// # Errors
    ///
    /// Why it is refused.
    ///
    /// # Safety
    ///
    /// As for a handle in [`exclusive`](crate::convert::checks::exclusive).
    unsafe fn exclude<T: FfiHandle>(
        handle: *const T,
    ) -> Result<Self::Exclusive<T>, InvalidArgument>;

    /// Makes a handle of an object that is kept at this address.
    ///
    /// # Errors
    ///
    /// Why there can be none.
    fn create<T: FfiHandle>(address: NonNull<T>) -> Result<*mut T, InvalidArgument>;
}

/// What poisons an object of the type.
pub(super) type PoisonOnUnwind<T> = <<T as FfiHandle>::Owner as Owner<T>>::PoisonOnUnwind;

/// C gets the address itself, of which nothing can be told but that it is null or misaligned.
pub struct AddressRepr;

/// An address as C has passed it.
pub struct HandleAddress<T>(NonNull<T>);

// SAFETY: the callers of `share` and `exclude` pass the address of an object that C has not freed, and that no other call
// writes to (or uses, for `exclude`) while this exists.
unsafe impl<T: FfiHandle> CheckedPointer for HandleAddress<T> {
    type Target = T;
    type PoisonOnUnwind = PoisonOnUnwind<T>;

    #[inline(always)]
    fn address(&self) -> NonNull<T> {
        self.0
    }

    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        T::Owner::extent(self.0)
    }

    #[inline(always)]
    fn poison_on_unwind(&self) -> PoisonOnUnwind<T> {
        // SAFETY: C does not free the object during the call, as the caller of `share` or `exclude` promised, and the
        // shim drops or forgets the bomb before it returns.
        unsafe { T::Owner::poison_on_unwind(self.0) }
    }
}

impl<T: FfiHandle> ExclusiveHandle for HandleAddress<T> {
    #[inline(always)]
    fn remove(self) -> NonNull<T> {
        self.0
    }
}

#[inline(always)]
fn check_address<T>(handle: *const T) -> Result<HandleAddress<T>, InvalidArgument> {
    let address = non_null(handle)?;
    aligned(handle)?;
    Ok(HandleAddress(address))
}

impl HandleRepr for AddressRepr {
    const CHECKS: bool = false;

    type Shared<T: FfiHandle> = HandleAddress<T>;
    type Exclusive<T: FfiHandle> = HandleAddress<T>;

    #[inline(always)]
    unsafe fn share<T: FfiHandle>(handle: *const T) -> Result<HandleAddress<T>, InvalidArgument> {
        check_address(handle)
    }

    #[inline(always)]
    unsafe fn exclude<T: FfiHandle>(handle: *const T) -> Result<HandleAddress<T>, InvalidArgument> {
        check_address(handle)
    }

    #[inline(always)]
    fn create<T: FfiHandle>(address: NonNull<T>) -> Result<*mut T, InvalidArgument> {
        Ok(address.as_ptr())
    }
}

/// Picks a scheme by a constant of the library.
pub struct Select<const CHECKED: bool, const SINGLE_THREAD: bool>;

/// What is picked.
pub trait SelectRepr {
    /// The scheme.
    type Repr: HandleRepr;
}

impl<const SINGLE_THREAD: bool> SelectRepr for Select<false, SINGLE_THREAD> {
    type Repr = AddressRepr;
}

impl<const SINGLE_THREAD: bool> SelectRepr for Select<true, SINGLE_THREAD> {
    type Repr = TokenRepr<SINGLE_THREAD>;
}
