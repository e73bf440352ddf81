//! References to the objects of handles.

use super::FfiHandle;
use super::owner::{Owner, UniqueOwner};
use super::repr::HandleRepr;
use crate::convert::{Access, AccessMut, CheckedPointer, InvalidArgument};

/// The way of every handle.
pub struct HandleAccess;

/// What a scheme has let in, unless its object is poisoned.
#[inline(always)]
pub(super) fn reject_poisoned<T: FfiHandle, H: CheckedPointer<Target = T>>(
    held: H,
) -> Result<H, InvalidArgument> {
    // SAFETY: `held` came from `share` or `exclude` of the scheme, so an object lies at its address, and stays
    // there for as long as `held` lives.
    if unsafe { T::Owner::is_poisoned(held.address()) } {
        return Err(T::POISONED);
    }
    Ok(held)
}

// SAFETY: `TokenRepr` returns only addresses that the table has for this type. `AddressRepr` returns what C passed, and the
// caller of `share` promises that an object lies there.
unsafe impl<T: FfiHandle> Access<T> for HandleAccess {
    type Shared = <T::Repr as HandleRepr>::Shared<T>;

    #[inline(always)]
    unsafe fn share(pointer: *const T) -> Result<Self::Shared, InvalidArgument> {
        // SAFETY: the caller promises what the scheme demands: a handle that C has not freed, or, checked, anything.
        unsafe { T::Repr::share(pointer) }.and_then(reject_poisoned)
    }
}

// SAFETY: an object lies there, as for `Access`; `UniqueOwner` says that the object may be written to, and `exclude` that no other call has it.
unsafe impl<T: FfiHandle> AccessMut<T> for HandleAccess
where
    T::Owner: UniqueOwner<T>,
{
    type Exclusive = <T::Repr as HandleRepr>::Exclusive<T>;

    #[inline(always)]
    unsafe fn exclude(pointer: *mut T) -> Result<Self::Exclusive, InvalidArgument> {
        // SAFETY: the caller promises what the scheme demands: a handle that no other call has, or, checked, anything.
        unsafe { T::Repr::exclude(pointer) }.and_then(reject_poisoned)
    }
}

/// Holds a type to what C may do with its handles: use them from any thread, and from several at once.
pub const fn require_send_sync<T: Send + Sync>() {}
