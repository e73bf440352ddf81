//! An object with a mark beside it that says whether a panic has left it unusable.

use super::FfiHandle;
use super::owner::{Owner, UniqueOwner, address_of};
use super::repr::HandleRepr;
use crate::convert::{CheckedPointer, InvalidArgument};
use crate::error::status;
use crate::handle::poison::Poison;
use crate::panic::recover::Name;
use std::mem::MaybeUninit;
use std::ptr::{self, NonNull};

/// In a `Box`, together with the mark.
pub struct PoisonBox;

/// What is in the box: the object first, so that its address is that of the whole.
#[repr(C)]
struct WithPoison<T> {
    value: T,
    poison: Poison,
}

/// The mark of an object.
///
/// # Safety
///
/// `address` came from `leak` or `leak_box` of `PoisonBox`, and its slot has not been freed.
#[inline(always)]
unsafe fn poison_of<T>(address: NonNull<T>) -> NonNull<Poison> {
    let slot = address.cast::<WithPoison<T>>().as_ptr();
    // SAFETY: the caller passes an address that came from a pointer to a whole slot, which has not been freed: so the
    // field is in bounds, and not at null.
    unsafe { NonNull::new_unchecked(&raw mut (*slot).poison) }
}

/// Poisons an object when it is dropped.
pub struct PoisonObjectOnUnwind(NonNull<Poison>);

impl Drop for PoisonObjectOnUnwind {
    fn drop(&mut self) {
        // SAFETY: the caller of `Owner::poison_on_unwind` keeps the slot allocated until the bomb is dropped. The mark is an atomic,
        // so a shared reference to it has no exclusive rival.
        unsafe { self.0.as_ref() }.set();
    }
}

// SAFETY: `leak` returns the address of the first field of a slot that it leaks; only `free`, `take` and `take_box`
// free the slot.
unsafe impl<T: FfiHandle> Owner<T> for PoisonBox {
    type PoisonOnUnwind = PoisonObjectOnUnwind;

    const POISONS: bool = true;

    #[inline(always)]
    fn extent(address: NonNull<T>) -> (usize, usize) {
        (address.addr().get(), size_of::<WithPoison<T>>())
    }

    #[inline]
    fn leak(value: T) -> NonNull<T> {
        address_of(Box::new(WithPoison { value, poison: Poison::new() })).cast()
    }

    #[inline]
    unsafe fn free(address: NonNull<T>) {
        // SAFETY: `address` came from `Box::into_raw` of a slot, in `leak` or `leak_box`, and the caller gives it up.
        drop(unsafe { Box::from_raw(address.cast::<WithPoison<T>>().as_ptr()) });
    }

    #[inline(always)]
    unsafe fn poison_on_unwind(address: NonNull<T>) -> PoisonObjectOnUnwind {
        // SAFETY: the caller passes the address of an object that `PoisonBox` keeps.
        PoisonObjectOnUnwind(unsafe { poison_of(address) })
    }

    #[inline(always)]
    unsafe fn is_poisoned(address: NonNull<T>) -> bool {
        // SAFETY: the caller passes the address of an object that `PoisonBox` keeps. The mark is an atomic, so a shared
        // reference to it has no exclusive rival.
        unsafe { poison_of(address).as_ref() }.is_poisoned()
    }
}

// SAFETY: `leak_box` leaks a slot as `leak` does, and nothing but `free`, `take` and `take_box` frees it.
unsafe impl<T: FfiHandle> UniqueOwner<T> for PoisonBox {
    /// From box to box, as the object may be too large for the stack.
    #[inline]
    fn leak_box(value: Box<T>) -> NonNull<T> {
        let mut slot = Box::<WithPoison<T>>::new_uninit();
        let (to, from) = (slot.as_mut_ptr(), Box::into_raw(value));
        // SAFETY: `from` and `to` are two allocations, with room for a `T` each. Both fields are written before
        // `assume_init`. The old box is freed as `MaybeUninit`, so the moved object is not dropped twice; nothing in
        // between can panic.
        let slot = unsafe {
            ptr::copy_nonoverlapping(from, &raw mut (*to).value, 1);
            (&raw mut (*to).poison).write(Poison::new());
            drop(Box::from_raw(from.cast::<MaybeUninit<T>>()));
            slot.assume_init()
        };
        address_of(slot).cast()
    }

    /// As [`leak_box`](UniqueOwner::leak_box).
    #[inline]
    unsafe fn take_box(address: NonNull<T>) -> Box<T> {
        let mut value = Box::<T>::new_uninit();
        let slot = address.cast::<WithPoison<T>>().as_ptr();
        // SAFETY: `address` came from `leak` or `leak_box`, and the caller gives it up, so the slot is allocated and
        // nobody else uses it. `value` is another allocation. The slot is freed as `MaybeUninit`, so the moved object
        // is not dropped twice (the mark has no destructor); nothing in between can panic.
        unsafe {
            ptr::copy_nonoverlapping(&raw const (*slot).value, value.as_mut_ptr(), 1);
            drop(Box::from_raw(slot.cast::<MaybeUninit<WithPoison<T>>>()));
            value.assume_init()
        }
    }

    #[inline]
    unsafe fn take(address: NonNull<T>) -> T {
        // SAFETY: `address` came from `Box::into_raw` of a slot, in `leak` or `leak_box`, and the caller gives it up.
        unsafe { Box::from_raw(address.cast::<WithPoison<T>>().as_ptr()) }.value
    }
}

/// Why a poisoned object is refused; `why` completes the sentence "the argument …".
#[must_use]
pub const fn poisoned(why: &'static str) -> InvalidArgument {
    InvalidArgument::poisoned(why)
}

/// What a function of the library does with the mark of an object, or `fallback` where the handle is refused.
///
/// # Safety
///
/// As for [`is_poisoned`].
unsafe fn with_poison<T: FfiHandle<Owner = PoisonBox>, R>(
    function: Name,
    parameter: Name,
    handle: *const T,
    fallback: R,
    work: impl FnOnce(&Poison) -> R,
) -> R {
    // SAFETY: C passes a handle that has not been freed (unchecked), or anything (checked), as `is_poisoned` demands.
    match unsafe { T::Repr::share(handle) } {
        // SAFETY: `share` accepts only addresses of objects that `PoisonBox` keeps, and `held` lives until `work` is done.
        Ok(held) => work(unsafe { poison_of(held.address()).as_ref() }),
        Err(refused) => {
            status::refuse(function, parameter, &refused);
            fallback
        }
    }
}

/// Whether an object is poisoned, or refused: the body of a type's `is_poisoned`.
///
/// # Safety
///
/// Null, or a handle that has not been freed or given back; a checked one may be anything.
#[inline]
pub unsafe fn is_poisoned<T: FfiHandle<Owner = PoisonBox>>(
    function: Name,
    parameter: Name,
    handle: *const T,
) -> bool {
    // SAFETY: the caller promises the same.
    unsafe { with_poison(function, parameter, handle, true, Poison::is_poisoned) }
}

/// Lets calls in again: the body of a type's `clear_poison`.
///
/// # Safety
///
/// As for [`is_poisoned`].
#[inline]
pub unsafe fn clear_poison<T: FfiHandle<Owner = PoisonBox>>(
    function: Name,
    parameter: Name,
    handle: *const T,
) {
    // SAFETY: the caller promises the same.
    unsafe { with_poison(function, parameter, handle, (), Poison::clear) }
}
