//! How the object of a handle lies in memory, and who frees it.

use super::FfiHandle;
use std::ptr::NonNull;
use std::sync::Arc;

/// A way to keep objects.
///
/// # Safety
///
/// [`leak`](Self::leak) returns the address of the value, which lies there until [`free`](Self::free).
pub unsafe trait Owner<T>: 'static {
    /// What poisons an object when it is dropped.
    type PoisonOnUnwind;

    /// Whether a panic marks the object, so that C must not be given it without the mark.
    const POISONS: bool;

    /// The memory that belongs to the object: its first address, and its size in bytes, which is 0 only where nothing
    /// is allocated for the object.
    fn extent(address: NonNull<T>) -> (usize, usize);

    /// Keeps a value.
    fn leak(value: T) -> NonNull<T>;

    /// Ends what C owns of the object.
    ///
    /// # Safety
    ///
    /// The address of an object that is kept; what C owns of it is not used any more.
    unsafe fn free(address: NonNull<T>);

    /// Arms a bomb.
    ///
    /// # Safety
    ///
    /// The address of an object that is kept for as long as the bomb lives.
    unsafe fn poison_on_unwind(address: NonNull<T>) -> Self::PoisonOnUnwind;

    /// Whether an earlier panic has left it unusable.
    ///
    /// # Safety
    ///
    /// The address of an object that is kept.
    unsafe fn is_poisoned(address: NonNull<T>) -> bool;
}

/// An owner that has the object for itself, so that it may lend it exclusively, and move it.
///
/// # Safety
///
/// As for [`Owner`].
#[diagnostic::on_unimplemented(
    message = "`{T}` is shared between C and Rust (`owner = arc`), so no function has it for itself",
    label = "asks for a `{T}` that nobody else has",
    note = "take `&{T}`, and keep what changes in a `Mutex` or in atomics; give and take owners as `Arc<{T}>`"
)]
pub unsafe trait UniqueOwner<T>: Owner<T> {
    /// Keeps a value that has a box.
    fn leak_box(value: Box<T>) -> NonNull<T>;

    /// IntoOwned it back, in a box.
    ///
    /// # Safety
    ///
    /// As for [`free`](Owner::free).
    unsafe fn take_box(address: NonNull<T>) -> Box<T>;

    /// IntoOwned it back.
    ///
    /// # Safety
    ///
    /// As for [`free`](Owner::free).
    unsafe fn take(address: NonNull<T>) -> T;
}

/// An owner that shares the object.
///
/// # Safety
///
/// As for [`Owner`].
#[diagnostic::on_unimplemented(
    message = "C is the only owner of a `{T}`, so there is no `Arc` of it",
    label = "asks for a share",
    note = "give and take owners as `Box<{T}>`, or write `#[ffi(owner = arc)]` on the type"
)]
pub unsafe trait SharedOwner<T>: Owner<T> {
    /// Gives C a share.
    fn leak_arc(value: Arc<T>) -> NonNull<T>;

    /// IntoOwned a share back.
    ///
    /// # Safety
    ///
    /// As for [`free`](Owner::free).
    unsafe fn take_arc(address: NonNull<T>) -> Arc<T>;
}

/// In a `Box`.
pub struct BoxOwner;

/// The address of what a box has let go of.
pub(super) fn address_of<T>(value: Box<T>) -> NonNull<T> {
    // SAFETY: `Box::into_raw` never returns null.
    unsafe { NonNull::new_unchecked(Box::into_raw(value)) }
}

// SAFETY: `leak` returns the address of a box that it leaks; only `free`, `take` and `take_box` free it.
unsafe impl<T: FfiHandle> Owner<T> for BoxOwner {
    type PoisonOnUnwind = ();

    const POISONS: bool = false;

    #[inline(always)]
    fn extent(address: NonNull<T>) -> (usize, usize) {
        (address.addr().get(), size_of::<T>())
    }

    #[inline(always)]
    fn leak(value: T) -> NonNull<T> {
        address_of(Box::new(value))
    }

    #[inline(always)]
    unsafe fn free(address: NonNull<T>) {
        // SAFETY: `address` came from `Box::into_raw`, in `leak` or `leak_box`, and the caller gives it up.
        drop(unsafe { Box::from_raw(address.as_ptr()) });
    }

    #[inline(always)]
    unsafe fn poison_on_unwind(_: NonNull<T>) {}

    #[inline(always)]
    unsafe fn is_poisoned(_: NonNull<T>) -> bool {
        false
    }
}

// SAFETY: `leak_box` leaks the box that it gets, and nothing but `free`, `take` and `take_box` frees it.
unsafe impl<T: FfiHandle> UniqueOwner<T> for BoxOwner {
    #[inline(always)]
    fn leak_box(value: Box<T>) -> NonNull<T> {
        address_of(value)
    }

    #[inline(always)]
    unsafe fn take_box(address: NonNull<T>) -> Box<T> {
        // SAFETY: `address` came from `Box::into_raw`, in `leak` or `leak_box`, and the caller gives it up.
        unsafe { Box::from_raw(address.as_ptr()) }
    }

    #[inline(always)]
    unsafe fn take(address: NonNull<T>) -> T {
        // SAFETY: the caller promises the same.
        *unsafe { Self::take_box(address) }
    }
}

/// In an `Arc`, of which C has a share.
pub struct ArcOwner;

/// The memory of a value in an `Arc`. The counts lie in front of it, so a value without size has memory too, which is
/// none of another object.
#[inline(always)]
pub(super) fn arc_extent<T>(address: NonNull<T>) -> (usize, usize) {
    (address.addr().get() - 1, size_of::<T>() + 1)
}

// SAFETY: `leak` and `leak_arc` return the address of an `Arc` whose reference they leak; only `free` and `take_arc`
// release it.
unsafe impl<T: FfiHandle> Owner<T> for ArcOwner {
    type PoisonOnUnwind = ();

    const POISONS: bool = false;

    #[inline(always)]
    fn extent(address: NonNull<T>) -> (usize, usize) {
        arc_extent(address)
    }

    #[inline(always)]
    fn leak(value: T) -> NonNull<T> {
        Self::leak_arc(Arc::new(value))
    }

    #[inline(always)]
    unsafe fn free(address: NonNull<T>) {
        // SAFETY: the caller gives up one reference that `leak_arc` leaked, as `take_arc` demands.
        drop(unsafe { Self::take_arc(address) });
    }

    #[inline(always)]
    unsafe fn poison_on_unwind(_: NonNull<T>) {}

    #[inline(always)]
    unsafe fn is_poisoned(_: NonNull<T>) -> bool {
        false
    }
}

// SAFETY: `leak_arc` leaks the reference that it gets, and nothing but `free` and `take_arc` releases it.
unsafe impl<T: FfiHandle> SharedOwner<T> for ArcOwner {
    #[inline(always)]
    fn leak_arc(value: Arc<T>) -> NonNull<T> {
        // SAFETY: `Arc::into_raw` never returns null.
        unsafe { NonNull::new_unchecked(Arc::into_raw(value).cast_mut()) }
    }

    #[inline(always)]
    unsafe fn take_arc(address: NonNull<T>) -> Arc<T> {
        // SAFETY: `address` came from `Arc::into_raw`, in `leak_arc`, and the caller gives up that reference.
        unsafe { Arc::from_raw(address.as_ptr()) }
    }
}
