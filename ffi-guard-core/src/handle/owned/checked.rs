//! Owners that C passes back: first checked, then taken.

use crate::convert::{CheckedPointer, InvalidArgument};
use crate::handle::FfiHandle;
use crate::handle::access::reject_poisoned;
use crate::handle::owner::{SharedOwner, UniqueOwner, arc_extent};
use crate::handle::repr::{ExclusiveHandle, HandleRepr};
use std::ptr::NonNull;
use std::sync::Arc;

/// The checked handle of an object that the call takes.
type Exclusive<T> = <<T as FfiHandle>::Repr as HandleRepr>::Exclusive<T>;

/// Checks a handle whose object the call takes.
///
/// # Safety
///
/// As for a handle in [`exclusive`](crate::convert::checks::exclusive).
#[inline(always)]
pub(super) unsafe fn check_owned<T: FfiHandle>(
    handle: *const T,
) -> Result<OwnedHandle<T>, InvalidArgument> {
    // SAFETY: the caller passes a handle that no other call uses or, if handles are checked, any value.
    // `T::Repr::exclude` requires the same.
    let held = unsafe { T::Repr::exclude(handle) }?.reject_lent()?;
    reject_poisoned(held).map(OwnedHandle)
}

/// Converts a checked argument into the owner `O`.
pub trait IntoOwned<O> {
    /// Takes ownership of the object.
    ///
    /// # Safety
    ///
    /// C passed ownership with this argument and does not use the object any more.
    unsafe fn into_owned(self) -> O;
}

/// A checked handle whose object the call takes.
pub struct OwnedHandle<T: FfiHandle>(Exclusive<T>);

/// The checked address of an object that is not a handle, and the memory that is freed with it.
pub struct RawOwner<T> {
    address: NonNull<T>,
    extent: (usize, usize),
}

impl<T> RawOwner<T> {
    #[inline(always)]
    pub(super) fn in_box(address: NonNull<T>) -> Self {
        Self { address, extent: (address.addr().get(), size_of::<T>()) }
    }

    #[inline(always)]
    pub(super) fn in_arc(address: NonNull<T>) -> Self {
        Self { address, extent: arc_extent(address) }
    }
}

// SAFETY: the inner value is the result of an exclusive check and implements `CheckedPointer` itself.
unsafe impl<T: FfiHandle> CheckedPointer for OwnedHandle<T> {
    type Target = T;
    type PoisonOnUnwind = ();

    #[inline(always)]
    fn address(&self) -> NonNull<T> {
        self.0.address()
    }

    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        self.0.extent()
    }

    #[inline(always)]
    fn poison_on_unwind(&self) {}
}

// SAFETY: the callers of the checks that create a `RawOwner` guarantee that C passes a pointer from `Box::into_raw` or
// `Arc::into_raw` that it has not given back.
unsafe impl<T> CheckedPointer for RawOwner<T> {
    type Target = T;
    type PoisonOnUnwind = ();

    #[inline(always)]
    fn address(&self) -> NonNull<T> {
        self.address
    }

    #[inline(always)]
    fn extent(&self) -> (usize, usize) {
        self.extent
    }

    #[inline(always)]
    fn poison_on_unwind(&self) {}
}

impl<T: FfiHandle> IntoOwned<Box<T>> for OwnedHandle<T>
where
    T::Owner: UniqueOwner<T>,
{
    #[inline(always)]
    unsafe fn into_owned(self) -> Box<T> {
        // SAFETY: `remove` ends the handle, and the caller guarantees that C does not use it any more, so nobody else
        // takes the object.
        unsafe { T::Owner::take_box(self.0.remove()) }
    }
}

impl<T: FfiHandle> IntoOwned<T> for OwnedHandle<T>
where
    T::Owner: UniqueOwner<T>,
{
    #[inline(always)]
    unsafe fn into_owned(self) -> T {
        // SAFETY: `remove` ends the handle, and the caller guarantees that C does not use it any more, so nobody else
        // takes the object.
        unsafe { T::Owner::take(self.0.remove()) }
    }
}

impl<T: FfiHandle> IntoOwned<Arc<T>> for OwnedHandle<T>
where
    T::Owner: SharedOwner<T>,
{
    #[inline(always)]
    unsafe fn into_owned(self) -> Arc<T> {
        // SAFETY: `remove` ends the handle, and the caller guarantees that C does not use it any more, so nobody else
        // takes this reference.
        unsafe { T::Owner::take_arc(self.0.remove()) }
    }
}

impl<T> IntoOwned<Box<T>> for RawOwner<T> {
    #[inline(always)]
    unsafe fn into_owned(self) -> Box<T> {
        // SAFETY: C got the pointer from `Box::into_raw`, and the caller guarantees that C passed ownership with this
        // argument.
        unsafe { Box::from_raw(self.address.as_ptr()) }
    }
}

impl<T> IntoOwned<Arc<T>> for RawOwner<T> {
    #[inline(always)]
    unsafe fn into_owned(self) -> Arc<T> {
        // SAFETY: C got the pointer from `Arc::into_raw`, and the caller guarantees that C passed that reference with
        // this argument.
        unsafe { Arc::from_raw(self.address.as_ptr()) }
    }
}

/// Takes a checked box.
///
/// # Safety
///
/// C passed ownership with this argument and does not use the object any more.
#[inline(always)]
pub unsafe fn take_box<H: CheckedPointer<Target: Sized> + IntoOwned<Box<H::Target>>>(
    held: H,
) -> Box<H::Target> {
    // SAFETY: this function has the contract of `into_owned`, which the caller upholds.
    unsafe { held.into_owned() }
}

/// [`take_box`] for an optional argument.
///
/// # Safety
///
/// As for [`take_box`].
#[inline(always)]
pub unsafe fn take_optional_box<H: CheckedPointer<Target: Sized> + IntoOwned<Box<H::Target>>>(
    held: Option<H>,
) -> Option<Box<H::Target>> {
    // SAFETY: this function has the contract of `into_owned`, which the caller upholds.
    held.map(|held| unsafe { held.into_owned() })
}

/// Takes a checked `Arc`.
///
/// # Safety
///
/// As for [`take_box`].
#[inline(always)]
pub unsafe fn take_arc<H: CheckedPointer<Target: Sized> + IntoOwned<Arc<H::Target>>>(
    held: H,
) -> Arc<H::Target> {
    // SAFETY: this function has the contract of `into_owned`, which the caller upholds.
    unsafe { held.into_owned() }
}

/// Takes a checked object.
///
/// # Safety
///
/// As for [`take_box`].
#[inline(always)]
pub unsafe fn take_value<H: CheckedPointer<Target: Sized> + IntoOwned<H::Target>>(
    held: H,
) -> H::Target {
    // SAFETY: this function has the contract of `into_owned`, which the caller upholds.
    unsafe { held.into_owned() }
}
