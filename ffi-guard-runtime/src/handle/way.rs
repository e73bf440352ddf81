//! References to the objects of handles.

use super::FfiHandle;
use super::owner::{Alone, Owner};
use super::scheme::Scheme;
use crate::convert::{ExclusiveWay, Held, Refused, Way};

/// The way of every handle.
pub struct AsHandle;

/// What a scheme has let in, unless its object is poisoned.
#[inline(always)]
pub(super) fn sound<T: FfiHandle, H: Held<Target = T>>(held: H) -> Result<H, Refused> {
    // SAFETY: by the contract of `Held` the object is kept.
    if unsafe { T::Owner::is_poisoned(held.address()) } {
        return Err(T::POISONED);
    }
    Ok(held)
}

// SAFETY: a scheme lets in the addresses of objects alone, by its contract or by its checks.
unsafe impl<T: FfiHandle> Way<T> for AsHandle {
    type Shared = <T::Scheme as Scheme>::Shared<T>;

    #[inline(always)]
    unsafe fn share(pointer: *const T) -> Result<Self::Shared, Refused> {
        // SAFETY: by contract.
        unsafe { T::Scheme::share(pointer) }.and_then(sound)
    }
}

// SAFETY: as above.
unsafe impl<T: FfiHandle> ExclusiveWay<T> for AsHandle
where
    T::Owner: Alone<T>,
{
    type Exclusive = <T::Scheme as Scheme>::Exclusive<T>;

    #[inline(always)]
    unsafe fn exclude(pointer: *mut T) -> Result<Self::Exclusive, Refused> {
        // SAFETY: by contract.
        unsafe { T::Scheme::exclude(pointer) }.and_then(sound)
    }
}

/// Holds a type to what C may do with its handles: use them from any thread, and from several at once.
pub const fn may_be_used_by_any_thread<T: Send + Sync>() {}
