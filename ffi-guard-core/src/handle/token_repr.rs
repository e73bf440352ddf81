//! Checked handles: C receives a token instead of an address.

use super::FfiHandle;
use super::owner::Owner;
use super::repr::{ExclusiveHandle, Flag, HandlePointer, HandleRepr, PoisonOnUnwind};
use super::table::{self, AllowedThread, EntryGuard, ExclusiveGuard, SharedGuard};
use crate::convert::{CheckedPointer, InvalidArgument, non_null};
use std::any::TypeId;
use std::marker::PhantomData;
use std::ptr::{self, NonNull};

/// A token. C may pass any number, because only numbers in the table lead to an object.
pub struct TokenRepr<const SINGLE_THREAD: bool>;

/// An object that this call uses: shared with other calls that read it, or exclusively, as the guard `H` says.
pub struct LockedHandle<T, H>(H, PhantomData<*mut T>);

// SAFETY: the table returns an address only for the `TypeId` of its value. The object is freed only after `remove`,
// which needs an exclusive guard, and the table admits no second guard beside an exclusive one.
unsafe impl<T: FfiHandle, H: EntryGuard> CheckedPointer for LockedHandle<T, H> {
    type Target = T;
    type PoisonOnUnwind = PoisonOnUnwind<T>;

    #[inline(always)]
    fn address(&self) -> NonNull<T> {
        self.locate().0
    }

    /// Returns an empty range: the table already rejects a second use of an object that is written, and C has no
    /// pointer to it.
    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        (0, 0)
    }

    #[inline(always)]
    fn poison_on_unwind(&self) -> PoisonOnUnwind<T> {
        // SAFETY: the guard keeps the object from being freed, and the shim drops or forgets the returned value before
        // the guard.
        unsafe { T::Owner::poison_on_unwind(self.flag()) }
    }
}

impl<T: FfiHandle, H: EntryGuard> LockedHandle<T, H> {
    /// Returns the object and its poison flag.
    #[inline(always)]
    fn locate(&self) -> (NonNull<T>, Flag<T>) {
        let address: NonNull<T> = self.0.address().cast();
        if !T::Owner::POISONS || T::Owner::is_aligned(address.as_ptr()) {
            return (address, T::Owner::flag_of(address));
        }
        // SAFETY: the table stores addresses of objects, which are aligned, and pointers of objects that are lent.
        match unsafe { T::Owner::find_lent(address) } {
            Some(lent) => lent,
            _ => (address, T::Owner::flag_of(address)),
        }
    }
}

impl<T: FfiHandle, H: EntryGuard> HandlePointer for LockedHandle<T, H> {
    #[inline(always)]
    fn flag(&self) -> Flag<T> {
        self.locate().1
    }
}

impl<T: FfiHandle> ExclusiveHandle for LockedHandle<T, ExclusiveGuard> {
    #[inline]
    fn remove(self) -> NonNull<T> {
        self.0.remove().cast()
    }

    #[inline]
    fn reject_lent(self) -> Result<Self, InvalidArgument> {
        if self.0.is_lent() { Err(table::LENT) } else { Ok(self) }
    }
}

impl<const SINGLE_THREAD: bool> HandleRepr for TokenRepr<SINGLE_THREAD> {
    const CHECKS: bool = true;

    type Shared<T: FfiHandle> = LockedHandle<T, SharedGuard>;
    type Exclusive<T: FfiHandle> = LockedHandle<T, ExclusiveGuard>;

    #[inline]
    unsafe fn share<T: FfiHandle>(handle: *const T) -> Result<Self::Shared<T>, InvalidArgument> {
        let token = non_null(handle)?.addr().get();
        table::share(token, TypeId::of::<T>()).map(|guard| LockedHandle(guard, PhantomData))
    }

    #[inline]
    unsafe fn exclude<T: FfiHandle>(
        handle: *const T,
    ) -> Result<Self::Exclusive<T>, InvalidArgument> {
        let token = non_null(handle)?.addr().get();
        table::exclude(token, TypeId::of::<T>()).map(|guard| LockedHandle(guard, PhantomData))
    }

    #[inline]
    fn create<T: FfiHandle>(address: NonNull<T>) -> Result<*mut T, InvalidArgument> {
        let home = if SINGLE_THREAD { AllowedThread::Current } else { AllowedThread::Any };
        let token = table::insert(address.cast(), TypeId::of::<T>(), home)?;
        Ok(ptr::without_provenance_mut(token.get()))
    }
}
