//! Allocates and frees the objects of handles.

use super::FfiHandle;
use super::lent_address::{LentAccess, LentAddress};
use crate::callback::from_c::LentPointer;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::sync::Arc;

/// An object that is lent, and its flag; `None` if there is none. Returned in registers: a caller then need not keep its
/// arguments elsewhere, which would cost instructions on the way without this call.
pub(super) type FoundLent<T, F> = Option<(NonNull<T>, F)>;

/// Allocates objects for C, and frees them.
///
/// # Safety
///
/// [`leak`](Self::leak) returns the address of the value, which stays there until [`free`](Self::free).
pub unsafe trait Owner<T>: 'static {
    /// Poisons an object when dropped.
    type PoisonOnUnwind;

    /// Finds the poison flag of an object.
    type Flag: Copy;

    /// An object that is lent to a callback of C.
    type Lent: LentPointer<T>;

    /// Whether panics poison objects. C must then not receive an object without its flag.
    const POISONS: bool;

    /// Whether C can have several references to an object.
    const SHARES: bool = false;

    /// Returns whether an address can be one from [`leak`](Self::leak).
    fn is_aligned(handle: *const T) -> bool;

    /// Returns the flag of the object at an address from [`leak`](Self::leak).
    fn flag_of(address: NonNull<T>) -> Self::Flag;

    /// Returns the object that is lent by a pointer of [`Lent`](Self::Lent), and its flag. `None` if no such object has
    /// this pointer.
    ///
    /// # Safety
    ///
    /// If [`is_aligned`](Self::is_aligned) returns false, `handle` is the pointer of an object that is lent, or a misaligned
    /// pointer: into an object, or into the first page.
    unsafe fn find_lent(handle: NonNull<T>) -> FoundLent<T, Self::Flag>;

    /// Returns whether an object is lent for reading.
    ///
    /// # Safety
    ///
    /// `flag` came from [`find_lent`](Self::find_lent), and the callback has not returned.
    unsafe fn is_read_only(flag: Self::Flag) -> bool;

    /// Returns whether the object with this flag is lent.
    fn is_lent(address: NonNull<T>, flag: Self::Flag) -> bool;

    /// Lends an object, which the caller borrows until the result is dropped.
    fn lend(object: NonNull<T>, access: LentAccess) -> Self::Lent;

    /// Returns the start and the size in bytes of the memory of an object. The size is 0 only if the object has no
    /// allocation.
    fn extent(address: NonNull<T>, flag: Self::Flag) -> (usize, usize);

    /// Moves a value to the heap and leaks it.
    fn leak(value: T) -> NonNull<T>;

    /// Frees the object, or releases C's reference to it.
    ///
    /// # Safety
    ///
    /// `address` came from this owner, and C does not use the object any more.
    unsafe fn free(address: NonNull<T>);

    /// Returns a value that poisons the object when dropped.
    ///
    /// # Safety
    ///
    /// The flag belongs to an object that outlives the returned value.
    unsafe fn poison_on_unwind(flag: Self::Flag) -> Self::PoisonOnUnwind;

    /// Returns whether an earlier panic poisoned the object.
    ///
    /// # Safety
    ///
    /// The flag belongs to an object that was not freed.
    unsafe fn is_poisoned(flag: Self::Flag) -> bool;
}

/// An owner without other references to the object, so that it can be borrowed exclusively and moved.
///
/// # Safety
///
/// As for `Owner`; [`leak_box`](Self::leak_box) returns an address like `Owner::leak`.
#[diagnostic::on_unimplemented(
    message = "`{T}` is shared between C and Rust (`owner = arc`), so no function can own it or borrow it as `&mut`",
    label = "needs exclusive access to a `{T}`",
    note = "take `&{T}`, with a `Mutex` or atomics for state that changes; pass and return owners as `Arc<{T}>`"
)]
pub unsafe trait UniqueOwner<T>: Owner<T> {
    /// Leaks a boxed value.
    fn leak_box(value: Box<T>) -> NonNull<T>;

    /// Takes the object back in a `Box`.
    ///
    /// # Safety
    ///
    /// As for `Owner::free`.
    unsafe fn take_box(address: NonNull<T>) -> Box<T>;

    /// Takes the object back.
    ///
    /// # Safety
    ///
    /// As for `Owner::free`.
    unsafe fn take(address: NonNull<T>) -> T;
}

/// An owner that shares the object with other references.
///
/// # Safety
///
/// As for [`Owner`]; [`leak_arc`](Self::leak_arc) returns an address like [`Owner::leak`].
#[diagnostic::on_unimplemented(
    message = "C is the only owner of a `{T}`, so there is no `Arc` of it",
    label = "needs a shared `{T}`",
    note = "pass and return owners as `Box<{T}>` and borrow it as `&{T}`, or write `#[ffi(owner = arc)]` on the type"
)]
pub unsafe trait SharedOwner<T>: Owner<T> {
    /// Leaks one reference, which C then owns.
    fn leak_arc(value: Arc<T>) -> NonNull<T>;

    /// Takes one reference back from C.
    ///
    /// # Safety
    ///
    /// As for [`free`](Owner::free).
    unsafe fn take_arc(address: NonNull<T>) -> Arc<T>;

    /// Returns the reference of C, which C keeps.
    ///
    /// # Safety
    ///
    /// `address` came from this owner, and C keeps its reference for as long as the returned value is used.
    #[inline(always)]
    unsafe fn borrow_arc(address: NonNull<T>) -> ManuallyDrop<Arc<T>> {
        // SAFETY: the caller passes an address that this owner leaked. `ManuallyDrop` never releases the reference, and
        // C releases its own only after the value is used.
        ManuallyDrop::new(unsafe { Self::take_arc(address) })
    }
}

/// The items of [`Owner`] for objects of type `T` without a poison flag.
macro_rules! without_poison {
    ($T:ident) => {
        type PoisonOnUnwind = ();
        type Flag = ();
        type Lent = LentAddress<$T>;

        const POISONS: bool = false;

        #[inline(always)]
        fn is_aligned(handle: *const $T) -> bool {
            handle.is_aligned()
        }

        #[inline(always)]
        fn flag_of(_: NonNull<$T>) {}

        #[inline(always)]
        unsafe fn find_lent(_: NonNull<$T>) -> FoundLent<$T, ()> {
            None
        }

        #[inline(always)]
        unsafe fn is_read_only((): ()) -> bool {
            false
        }

        #[inline(always)]
        fn is_lent(_: NonNull<$T>, (): ()) -> bool {
            false
        }

        #[inline(always)]
        fn lend(object: NonNull<$T>, _: LentAccess) -> LentAddress<$T> {
            LentAddress::new(object)
        }

        #[inline(always)]
        unsafe fn poison_on_unwind((): ()) {}

        #[inline(always)]
        unsafe fn is_poisoned((): ()) -> bool {
            false
        }
    };
}

/// Stores objects in a `Box`.
pub struct BoxOwner;

/// Leaks a box and returns its address.
pub(super) fn address_of<T>(value: Box<T>) -> NonNull<T> {
    // SAFETY: `Box::into_raw` never returns null.
    unsafe { NonNull::new_unchecked(Box::into_raw(value)) }
}

// SAFETY: `leak` returns the address of a box that it leaks; only `free`, `take` and `take_box` free it.
unsafe impl<T: FfiHandle> Owner<T> for BoxOwner {
    without_poison!(T);

    #[inline(always)]
    fn extent(address: NonNull<T>, (): ()) -> (usize, usize) {
        (address.addr().get(), size_of::<T>())
    }

    #[inline(always)]
    fn leak(value: T) -> NonNull<T> {
        address_of(Box::new(value))
    }

    #[inline(always)]
    unsafe fn free(address: NonNull<T>) {
        // SAFETY: `address` came from `Box::into_raw` in `leak` or `leak_box`, and the caller gives the object up.
        drop(unsafe { Box::from_raw(address.as_ptr()) });
    }
}

// SAFETY: `leak_box` leaks the box that it receives; only `free`, `take` and `take_box` free it.
unsafe impl<T: FfiHandle> UniqueOwner<T> for BoxOwner {
    #[inline(always)]
    fn leak_box(value: Box<T>) -> NonNull<T> {
        address_of(value)
    }

    #[inline(always)]
    unsafe fn take_box(address: NonNull<T>) -> Box<T> {
        // SAFETY: `address` came from `Box::into_raw` in `leak` or `leak_box`, and the caller gives the object up.
        unsafe { Box::from_raw(address.as_ptr()) }
    }

    #[inline(always)]
    unsafe fn take(address: NonNull<T>) -> T {
        // SAFETY: this function has the contract of `take_box`, which the caller upholds.
        *unsafe { Self::take_box(address) }
    }
}

/// Stores objects in an `Arc`. C owns one reference.
pub struct ArcOwner;

/// Returns the memory of a value in an `Arc`. The reference counts are in front of the value, so even a value without
/// size has memory that no other object has.
#[inline(always)]
pub(super) fn arc_extent<T>(address: NonNull<T>) -> (usize, usize) {
    (address.addr().get() - 1, size_of::<T>() + 1)
}

// SAFETY: `leak` and `leak_arc` return the address of an `Arc` and leak one reference; only `free` and `take_arc`
// release it.
unsafe impl<T: FfiHandle> Owner<T> for ArcOwner {
    without_poison!(T);

    const SHARES: bool = true;

    #[inline(always)]
    fn extent(address: NonNull<T>, (): ()) -> (usize, usize) {
        arc_extent(address)
    }

    #[inline(always)]
    fn leak(value: T) -> NonNull<T> {
        Self::leak_arc(Arc::new(value))
    }

    #[inline(always)]
    unsafe fn free(address: NonNull<T>) {
        // SAFETY: the caller gives up one reference that `leak_arc` leaked, which is the contract of `take_arc`.
        drop(unsafe { Self::take_arc(address) });
    }
}

// SAFETY: `leak_arc` leaks the reference that it receives; only `free` and `take_arc` release it.
unsafe impl<T: FfiHandle> SharedOwner<T> for ArcOwner {
    #[inline(always)]
    fn leak_arc(value: Arc<T>) -> NonNull<T> {
        // SAFETY: `Arc::into_raw` never returns null.
        unsafe { NonNull::new_unchecked(Arc::into_raw(value).cast_mut()) }
    }

    #[inline(always)]
    unsafe fn take_arc(address: NonNull<T>) -> Arc<T> {
        // SAFETY: `address` came from `Arc::into_raw` in `leak_arc`, and the caller gives up that reference.
        unsafe { Arc::from_raw(address.as_ptr()) }
    }
}
