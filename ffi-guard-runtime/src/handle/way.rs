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
    // SAFETY: `held` came from `share` or `exclude` of the scheme, so an object lies at its address, and stays
    // there for as long as `held` lives.
    if unsafe { T::Owner::is_poisoned(held.address()) } {
        return Err(T::POISONED);
    }
    Ok(held)
}

// SAFETY: `Tokens` returns only addresses that the table has for this type. `Unchecked` returns what C passed, and the
// caller of `share` promises that an object lies there.
unsafe impl<T: FfiHandle> Way<T> for AsHandle {
    type Shared = <T::Scheme as Scheme>::Shared<T>;

    #[inline(always)]
    unsafe fn share(pointer: *const T) -> Result<Self::Shared, Refused> {
        // SAFETY: the caller promises what the scheme demands: a handle that C has not freed, or, checked, anything.
        unsafe { T::Scheme::share(pointer) }.and_then(sound)
    }
}

// SAFETY: an object lies there, as for `Way`; `Alone` says that the object may be written to, and `exclude` that no other call has it.
unsafe impl<T: FfiHandle> ExclusiveWay<T> for AsHandle
where
    T::Owner: Alone<T>,
{
    type Exclusive = <T::Scheme as Scheme>::Exclusive<T>;

    #[inline(always)]
    unsafe fn exclude(pointer: *mut T) -> Result<Self::Exclusive, Refused> {
        // SAFETY: the caller promises what the scheme demands: a handle that no other call has, or, checked, anything.
        unsafe { T::Scheme::exclude(pointer) }.and_then(sound)
    }
}

/// Holds a type to what C may do with its handles: use them from any thread, and from several at once.
pub const fn may_be_used_by_any_thread<T: Send + Sync>() {}
