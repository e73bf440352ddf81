//! The representation of a handle for C, and its check when C passes it back.

use super::FfiHandle;
use super::owner::Owner;
use super::table;
use crate::convert::{CheckedPointer, InvalidArgument, MISALIGNED, non_null};
use std::ptr::NonNull;

/// A checked handle of an object that this call uses.
pub trait HandlePointer: CheckedPointer<Target: FfiHandle> {
    /// Returns the poison flag of the object.
    fn flag(&self) -> Flag<Self::Target>;
}

/// A checked handle that only this call uses, until the call ends or takes the object.
pub trait ExclusiveHandle: HandlePointer {
    /// Ends the handle, so that C cannot use it any more. Returns the address of the object.
    fn remove(self) -> NonNull<Self::Target>;

    /// Rejects an object that is lent to a callback of C. Nobody may take it.
    ///
    /// # Errors
    ///
    /// Returns the reason if it is lent.
    fn reject_lent(self) -> Result<Self, InvalidArgument>
    where
        Self: Sized;
}

/// The representation of the handles of a type.
pub trait HandleRepr: 'static {
    /// Whether handles are looked up, so that an address instead of a handle would be rejected.
    const CHECKS: bool;

    /// The checked handle for a `&T`.
    type Shared<T: FfiHandle>: HandlePointer<Target = T, PoisonOnUnwind = PoisonOnUnwind<T>>;

    /// The checked handle for a `&mut T` or an owner.
    type Exclusive<T: FfiHandle>: ExclusiveHandle<Target = T, PoisonOnUnwind = PoisonOnUnwind<T>>;

    /// Checks a handle that other calls may use at the same time.
    ///
    /// # Errors
    ///
    /// Returns the reason if the handle is rejected.
    ///
    /// # Safety
    ///
    /// As for a handle in [`reference`](crate::convert::checks::reference).
    unsafe fn share<T: FfiHandle>(handle: *const T) -> Result<Self::Shared<T>, InvalidArgument>;

    /// Checks a handle that no other call may use at the same time.
    ///
    /// # Errors
    ///
    /// Returns the reason if the handle is rejected.
    ///
    /// # Safety
    ///
    /// As for a handle in [`exclusive`](crate::convert::checks::exclusive).
    unsafe fn exclude<T: FfiHandle>(
        handle: *const T,
    ) -> Result<Self::Exclusive<T>, InvalidArgument>;

    /// Creates a handle for the object at this address.
    ///
    /// # Errors
    ///
    /// Returns the reason if no handle can be created.
    fn create<T: FfiHandle>(address: NonNull<T>) -> Result<*mut T, InvalidArgument>;
}

/// Poisons an object of the type when dropped.
pub(super) type PoisonOnUnwind<T> = <<T as FfiHandle>::Owner as Owner<T>>::PoisonOnUnwind;

/// Finds the poison flag of an object of the type.
pub(super) type Flag<T> = <<T as FfiHandle>::Owner as Owner<T>>::Flag;

/// A raw address. Only null and alignment can be checked.
pub struct AddressRepr;

/// The object at an address that C has passed, and its poison flag.
#[repr(C)]
pub struct HandleAddress<T: FfiHandle>(NonNull<T>, Flag<T>);

// SAFETY: the callers of `share` and `exclude` pass the address of an object that C has not freed, and that no other
// call writes to (for `exclude`: that no other call uses) while this exists. The address is the first field, so a value
// of its size is the address and nothing else.
unsafe impl<T: FfiHandle> CheckedPointer for HandleAddress<T> {
    const IS_ADDRESS: bool = size_of::<Self>() == size_of::<NonNull<T>>();

    type Target = T;
    type PoisonOnUnwind = PoisonOnUnwind<T>;

    #[inline(always)]
    fn address(&self) -> NonNull<T> {
        self.0
    }

    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        T::Owner::extent(self.0, self.1)
    }

    #[inline(always)]
    fn poison_on_unwind(&self) -> PoisonOnUnwind<T> {
        // SAFETY: the caller of `share` or `exclude` guarantees that C does not free the object during the call, and
        // the shim drops or forgets the returned value before the call ends.
        unsafe { T::Owner::poison_on_unwind(self.1) }
    }
}

impl<T: FfiHandle> HandlePointer for HandleAddress<T> {
    #[inline(always)]
    fn flag(&self) -> Flag<T> {
        self.1
    }
}

impl<T: FfiHandle> ExclusiveHandle for HandleAddress<T> {
    #[inline(always)]
    fn remove(self) -> NonNull<T> {
        self.0
    }

    #[inline(always)]
    fn reject_lent(self) -> Result<Self, InvalidArgument> {
        if T::Owner::is_lent(self.0, self.1) { Err(table::LENT) } else { Ok(self) }
    }
}

/// # Safety
///
/// `handle` is null, misaligned, the address of an object that C has not freed, or the pointer of one that is lent.
#[inline(always)]
unsafe fn check_address<T: FfiHandle>(
    handle: *const T,
    exclusive: bool,
) -> Result<HandleAddress<T>, InvalidArgument> {
    let address = non_null(handle)?;
    if T::Owner::is_aligned(handle) {
        return Ok(HandleAddress(address, T::Owner::flag_of(address)));
    }
    // SAFETY: this function has the contract of `find_lent`, which the caller upholds.
    match unsafe { T::Owner::find_lent(address) } {
        // SAFETY: the flag came from `find_lent`, and the caller passes an object that is still lent.
        Some((_, flag)) if exclusive && unsafe { T::Owner::is_read_only(flag) } => {
            Err(table::READ_ONLY)
        }
        Some((object, flag)) => Ok(HandleAddress(object, flag)),
        None => Err(MISALIGNED),
    }
}

impl HandleRepr for AddressRepr {
    const CHECKS: bool = false;

    type Shared<T: FfiHandle> = HandleAddress<T>;
    type Exclusive<T: FfiHandle> = HandleAddress<T>;

    #[inline(always)]
    unsafe fn share<T: FfiHandle>(handle: *const T) -> Result<HandleAddress<T>, InvalidArgument> {
        // SAFETY: the caller passes the address of an object that C has not freed, or what a callback was lent.
        unsafe { check_address(handle, false) }
    }

    #[inline(always)]
    unsafe fn exclude<T: FfiHandle>(handle: *const T) -> Result<HandleAddress<T>, InvalidArgument> {
        // SAFETY: the caller passes the address of an object that C has not freed, or what a callback was lent.
        unsafe { check_address(handle, true) }
    }

    #[inline(always)]
    fn create<T: FfiHandle>(address: NonNull<T>) -> Result<*mut T, InvalidArgument> {
        Ok(address.as_ptr())
    }
}
