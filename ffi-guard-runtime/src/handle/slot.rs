//! An object with a mark beside it that says whether a panic has left it unusable.

use super::FfiHandle;
use super::owner::{Alone, Owner, address_of};
use super::scheme::Scheme;
use crate::convert::{Held, Refused};
use crate::fail;
use crate::guard::Name;
use crate::poison::Poison;
use std::mem::MaybeUninit;
use std::ptr::{self, NonNull};

/// In a `Box`, together with the mark.
pub struct BySlot;

/// What is in the box: the object first, so that its address is that of the whole.
#[repr(C)]
struct Slot<T> {
    value: T,
    poison: Poison,
}

/// The mark of an object.
///
/// # Safety
///
/// The address of an object that `BySlot` keeps.
#[inline(always)]
unsafe fn poison_of<T>(address: NonNull<T>) -> NonNull<Poison> {
    let slot = address.cast::<Slot<T>>().as_ptr();
    // SAFETY: the address came from a pointer to the whole slot, which is there by contract. A field of what is
    // there does not lie at null.
    unsafe { NonNull::new_unchecked(&raw mut (*slot).poison) }
}

/// Poisons an object when it is dropped.
pub struct SlotBomb(NonNull<Poison>);

impl Drop for SlotBomb {
    fn drop(&mut self) {
        // SAFETY: the object is kept for as long as the bomb lives, by the contract of `Owner::bomb`; the mark is
        // written through its atomic alone.
        unsafe { self.0.as_ref() }.set();
    }
}

// SAFETY: the address is that of a slot in a box, which only `free` and its siblings take back.
unsafe impl<T: FfiHandle> Owner<T> for BySlot {
    type Bomb = SlotBomb;

    const POISONS: bool = true;

    #[inline(always)]
    fn extent(address: NonNull<T>) -> (usize, usize) {
        (address.addr().get(), size_of::<Slot<T>>())
    }

    #[inline]
    fn keep(value: T) -> NonNull<T> {
        address_of(Box::new(Slot { value, poison: Poison::new() })).cast()
    }

    #[inline]
    unsafe fn free(address: NonNull<T>) {
        // SAFETY: from `keep`, by contract.
        drop(unsafe { Box::from_raw(address.cast::<Slot<T>>().as_ptr()) });
    }

    #[inline(always)]
    unsafe fn bomb(address: NonNull<T>) -> SlotBomb {
        // SAFETY: by contract.
        SlotBomb(unsafe { poison_of(address) })
    }

    #[inline(always)]
    unsafe fn is_poisoned(address: NonNull<T>) -> bool {
        // SAFETY: by contract; the mark is written through its atomic alone.
        unsafe { poison_of(address).as_ref() }.is_poisoned()
    }
}

// SAFETY: as above.
unsafe impl<T: FfiHandle> Alone<T> for BySlot {
    /// From box to box, as the object may be too large for the stack.
    #[inline]
    fn keep_box(value: Box<T>) -> NonNull<T> {
        let mut slot = Box::<Slot<T>>::new_uninit();
        let (to, from) = (slot.as_mut_ptr(), Box::into_raw(value));
        // SAFETY: two allocations; what is written first is not read before. Nothing panics in between, and the
        // object, which has moved, is not dropped where it was.
        let slot = unsafe {
            ptr::copy_nonoverlapping(from, &raw mut (*to).value, 1);
            (&raw mut (*to).poison).write(Poison::new());
            drop(Box::from_raw(from.cast::<MaybeUninit<T>>()));
            slot.assume_init()
        };
        address_of(slot).cast()
    }

    /// As [`keep_box`](Alone::keep_box).
    #[inline]
    unsafe fn take_box(address: NonNull<T>) -> Box<T> {
        let mut value = Box::<T>::new_uninit();
        let slot = address.cast::<Slot<T>>().as_ptr();
        // SAFETY: the slot is from `keep` or `keep_box`, by contract, and apart from what has just been allocated.
        // Nothing panics in between; the object, which has moved, is not dropped where it was, and the mark has no
        // destructor.
        unsafe {
            ptr::copy_nonoverlapping(&raw const (*slot).value, value.as_mut_ptr(), 1);
            drop(Box::from_raw(slot.cast::<MaybeUninit<Slot<T>>>()));
            value.assume_init()
        }
    }

    #[inline]
    unsafe fn take(address: NonNull<T>) -> T {
        // SAFETY: from `keep`, by contract.
        unsafe { Box::from_raw(address.cast::<Slot<T>>().as_ptr()) }.value
    }
}

/// Why a poisoned object is refused; `why` completes the sentence "the argument …".
#[must_use]
pub const fn poisoned(why: &'static str) -> Refused {
    Refused::poisoned(why)
}

/// What a function of the library does with the mark of an object, or `otherwise` where the handle is refused.
unsafe fn with_poison<T: FfiHandle<Owner = BySlot>, R>(
    function: Name,
    parameter: Name,
    handle: *const T,
    otherwise: R,
    work: impl FnOnce(&Poison) -> R,
) -> R {
    // SAFETY: by the contract of the callers.
    match unsafe { T::Scheme::share(handle) } {
        // SAFETY: a scheme lets in the addresses of objects alone.
        Ok(held) => work(unsafe { poison_of(held.address()).as_ref() }),
        Err(refused) => {
            fail::refuse(function, parameter, &refused);
            otherwise
        }
    }
}

/// Whether an object is poisoned, or refused: the body of a type's `is_poisoned`.
///
/// # Safety
///
/// Null, or a handle that has not been freed or given back; a checked one may be anything.
#[inline]
pub unsafe fn is_poisoned<T: FfiHandle<Owner = BySlot>>(
    function: Name,
    parameter: Name,
    handle: *const T,
) -> bool {
    // SAFETY: by contract.
    unsafe { with_poison(function, parameter, handle, true, Poison::is_poisoned) }
}

/// Lets calls in again: the body of a type's `clear_poison`.
///
/// # Safety
///
/// As for [`is_poisoned`].
#[inline]
pub unsafe fn clear_poison<T: FfiHandle<Owner = BySlot>>(
    function: Name,
    parameter: Name,
    handle: *const T,
) {
    // SAFETY: by contract.
    unsafe { with_poison(function, parameter, handle, (), Poison::clear) }
}
