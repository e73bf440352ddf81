//! Stores the object of a handle together with a flag that says whether a panic has poisoned it.

use super::FfiHandle;
use super::lent_address::LentAccess;
use super::owner::{FoundLent, Owner, UniqueOwner, address_of};
use super::repr::{HandlePointer, HandleRepr};
use crate::callback::from_c::LentPointer;
use crate::convert::InvalidArgument;
use crate::error::status;
use crate::handle::poison::Poison;
use crate::panic::name::Name;
use std::mem::{MaybeUninit, offset_of};
use std::ptr::{self, NonNull};

/// Stores objects in a `Box`, together with a poison flag.
pub struct PoisonBox;

/// The allocation. The object is the first field, so its address is the address of the allocation. It is a multiple of 8,
/// which tells it from the pointer of an object that is lent.
#[repr(C, align(8))]
struct WithPoison<T> {
    value: T,
    poison: Poison,
}

/// An object that is lent to a callback of C, with a flag of its own: none is next to the target of a reference.
///
/// C gets the address of this record + 1.
#[repr(C, align(8))]
pub struct LentWithPoison<T> {
    /// What C got, or null before. A misaligned pointer to an object does not lead to such a record.
    pointer: *mut T,
    object: NonNull<T>,
    poison: Poison,
    access: LentAccess,
}

impl<T> LentPointer<T> for LentWithPoison<T> {
    #[inline(always)]
    fn pointer(&mut self) -> *mut T {
        let record = ptr::from_mut(self);
        let pointer = record.cast::<T>().map_addr(|address| address | 1);
        // SAFETY: `record` comes from a reference. The write through it leaves the pointer of C valid.
        unsafe { (&raw mut (*record).pointer).write(pointer) };
        pointer
    }

    #[inline(always)]
    fn finish(&self) -> Result<(), InvalidArgument> {
        if self.poison.is_poisoned() { Err(LEFT_POISONED) } else { Ok(()) }
    }
}

/// The size of the smallest page in bytes. No object is in the first one.
const FIRST_PAGE: usize = 4096;

const LEFT_POISONED: InvalidArgument = InvalidArgument::new("was poisoned by a panic");

/// Poisons an object when dropped.
pub struct PoisonObjectOnUnwind(NonNull<Poison>);

impl Drop for PoisonObjectOnUnwind {
    fn drop(&mut self) {
        // SAFETY: the caller of `Owner::poison_on_unwind` keeps the allocation until this value is dropped. The flag is
        // atomic and only accessed through shared references.
        unsafe { self.0.as_ref() }.set();
    }
}

// SAFETY: `leak` returns the address of the first field of an allocation that it leaks; only `free`, `take` and
// `take_box` free it.
unsafe impl<T: FfiHandle> Owner<T> for PoisonBox {
    type PoisonOnUnwind = PoisonObjectOnUnwind;

    type Flag = NonNull<Poison>;
    type Lent = LentWithPoison<T>;

    const POISONS: bool = true;

    #[inline(always)]
    fn is_aligned(handle: *const T) -> bool {
        handle.cast::<WithPoison<T>>().is_aligned()
    }

    #[inline(always)]
    fn flag_of(address: NonNull<T>) -> NonNull<Poison> {
        let flag = address.as_ptr().wrapping_byte_add(offset_of!(WithPoison<T>, poison));
        // SAFETY: the field is in the allocation at `address`, so its address is not null.
        unsafe { NonNull::new_unchecked(flag.cast()) }
    }

    #[cold]
    #[inline(never)]
    unsafe fn find_lent(handle: NonNull<T>) -> FoundLent<T, NonNull<Poison>> {
        let record = handle.as_ptr().map_addr(|address| address - 1).cast::<LentWithPoison<T>>();
        if !record.is_aligned() || record.addr() < FIRST_PAGE {
            return None;
        }
        // SAFETY: the caller passes a pointer that is lent, or one to the second byte of an object, whose allocation has at
        // least 8 bytes and the alignment of a record.
        if unsafe { (*record).pointer } != handle.as_ptr() {
            return None;
        }
        // SAFETY: the record lives until the callback returns, and nobody writes to `object`.
        let object = unsafe { (*record).object };
        // SAFETY: the field is in the record, so its address is not null.
        let flag = unsafe { NonNull::new_unchecked(&raw mut (*record).poison) };
        Some((object, flag))
    }

    #[inline(always)]
    unsafe fn is_read_only(flag: NonNull<Poison>) -> bool {
        let record = flag.as_ptr().wrapping_byte_sub(offset_of!(LentWithPoison<T>, poison));
        // SAFETY: the caller passes a flag from `find_lent`, which is in a record and has its provenance. The record lives
        // until the callback returns, and nobody writes to `access`.
        unsafe { matches!((*record.cast::<LentWithPoison<T>>()).access, LentAccess::Shared) }
    }

    #[inline(always)]
    fn is_lent(address: NonNull<T>, flag: NonNull<Poison>) -> bool {
        <Self as Owner<T>>::flag_of(address) != flag
    }

    #[inline(always)]
    fn lend(object: NonNull<T>, access: LentAccess) -> LentWithPoison<T> {
        LentWithPoison { pointer: ptr::null_mut(), object, poison: Poison::new(), access }
    }

    #[inline(always)]
    fn extent(address: NonNull<T>, flag: NonNull<Poison>) -> (usize, usize) {
        let lent = <Self as Owner<T>>::is_lent(address, flag);
        let size = if lent { size_of::<T>() } else { size_of::<WithPoison<T>>() };
        (address.addr().get(), size)
    }

    #[inline]
    fn leak(value: T) -> NonNull<T> {
        address_of(Box::new(WithPoison { value, poison: Poison::new() })).cast()
    }

    #[inline]
    unsafe fn free(address: NonNull<T>) {
        // SAFETY: `address` came from `Box::into_raw` of a `WithPoison`, in `leak` or `leak_box`, and the caller gives
        // it up.
        drop(unsafe { Box::from_raw(address.cast::<WithPoison<T>>().as_ptr()) });
    }

    #[inline(always)]
    unsafe fn poison_on_unwind(flag: NonNull<Poison>) -> PoisonObjectOnUnwind {
        PoisonObjectOnUnwind(flag)
    }

    #[inline(always)]
    unsafe fn is_poisoned(flag: NonNull<Poison>) -> bool {
        // SAFETY: the caller passes the flag of an object that exists. The flag is atomic and only accessed through
        // shared references.
        unsafe { flag.as_ref() }.is_poisoned()
    }
}

// SAFETY: `leak_box` leaks an allocation like `leak`; only `free`, `take` and `take_box` free it.
unsafe impl<T: FfiHandle> UniqueOwner<T> for PoisonBox {
    /// Copies from one allocation to the other, because the object may be too large for the stack.
    #[inline]
    fn leak_box(value: Box<T>) -> NonNull<T> {
        let mut slot = Box::<WithPoison<T>>::new_uninit();
        let (to, from) = (slot.as_mut_ptr(), Box::into_raw(value));
        // SAFETY: `from` and `to` point to different allocations, each with space for a `T`. Both fields are written
        // before `assume_init`. The old box is freed as `MaybeUninit`, so the moved object is not dropped twice;
        // nothing in between can panic.
        let slot = unsafe {
            ptr::copy_nonoverlapping(from, &raw mut (*to).value, 1);
            (&raw mut (*to).poison).write(Poison::new());
            drop(Box::from_raw(from.cast::<MaybeUninit<T>>()));
            slot.assume_init()
        };
        address_of(slot).cast()
    }

    /// Copies from one allocation to the other, like [`leak_box`](UniqueOwner::leak_box).
    #[inline]
    unsafe fn take_box(address: NonNull<T>) -> Box<T> {
        let mut value = Box::<T>::new_uninit();
        let slot = address.cast::<WithPoison<T>>().as_ptr();
        // SAFETY: `address` came from `leak` or `leak_box`, and the caller gives it up, so the allocation exists and
        // nobody else uses it. `value` is a different allocation. The old one is freed as `MaybeUninit`, so the moved
        // object is not dropped twice (the flag has no destructor); nothing in between can panic.
        unsafe {
            ptr::copy_nonoverlapping(&raw const (*slot).value, value.as_mut_ptr(), 1);
            drop(Box::from_raw(slot.cast::<MaybeUninit<WithPoison<T>>>()));
            value.assume_init()
        }
    }

    #[inline]
    unsafe fn take(address: NonNull<T>) -> T {
        // SAFETY: `address` came from `Box::into_raw` of a `WithPoison`, in `leak` or `leak_box`, and the caller gives
        // it up.
        unsafe { Box::from_raw(address.cast::<WithPoison<T>>().as_ptr()) }.value
    }
}

/// Returns the error for a poisoned object; `why` completes the sentence "the argument …".
#[must_use]
pub const fn poisoned(why: &'static str) -> InvalidArgument {
    InvalidArgument::poisoned(why)
}

/// Applies `work` to the poison flag of an object, or returns `fallback` if the handle is rejected.
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
    // SAFETY: the caller passes a handle that has not been freed or, if handles are checked, any value.
    match unsafe { T::Repr::share(handle) } {
        // SAFETY: `share` accepts only objects that exist, and `held` outlives `work`.
        Ok(held) => work(unsafe { held.flag().as_ref() }),
        Err(refused) => {
            status::refuse(function, parameter, &refused);
            fallback
        }
    }
}

/// Returns whether an object is poisoned or its handle is rejected: the body of a type's `is_poisoned`.
///
/// # Safety
///
/// `handle` is null, or was not freed or given back. A checked handle may be any value.
#[inline]
pub unsafe fn is_poisoned<T: FfiHandle<Owner = PoisonBox>>(
    function: Name,
    parameter: Name,
    handle: *const T,
) -> bool {
    // SAFETY: this function has the contract of `with_poison`, which the caller upholds.
    unsafe { with_poison(function, parameter, handle, true, Poison::is_poisoned) }
}

/// Clears the poison flag: the body of a type's `clear_poison`.
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
    // SAFETY: this function has the contract of `with_poison`, which the caller upholds.
    unsafe { with_poison(function, parameter, handle, (), Poison::clear) }
}
