//! References to the objects of handles.

use super::FfiHandle;
use super::owner::{Owner, UniqueOwner};
use super::repr::{HandlePointer, HandleRepr};
use crate::convert::{Access, AccessMut, InvalidArgument};

/// Checks handles.
pub struct HandleAccess;

/// Rejects a poisoned object.
#[inline(always)]
pub(super) fn reject_poisoned<T: FfiHandle, H: HandlePointer<Target = T>>(
    held: H,
) -> Result<H, InvalidArgument> {
    // SAFETY: `held` is the result of `share` or `exclude` of the representation, so its object exists while `held` lives.
    if unsafe { T::Owner::is_poisoned(held.flag()) } {
        return Err(T::POISONED);
    }
    Ok(held)
}

// SAFETY: `TokenRepr` returns only addresses that the table stores for this type. `AddressRepr` returns what C passed,
// and the caller of `share` guarantees that an object is there.
unsafe impl<T: FfiHandle> Access<T> for HandleAccess {
    type Shared = <T::Repr as HandleRepr>::Shared<T>;

    #[inline(always)]
    unsafe fn share(pointer: *const T) -> Result<Self::Shared, InvalidArgument> {
        // SAFETY: the caller passes a handle that C has not freed or, if handles are checked, any value.
        // `T::Repr::share` requires the same.
        unsafe { T::Repr::share(pointer) }.and_then(reject_poisoned)
    }
}

// SAFETY: an object is at the address, for the same reasons as in `share`. It may be written: `UniqueOwner` has no
// other references, and the caller of `exclude` guarantees that no other call uses the handle.
unsafe impl<T: FfiHandle> AccessMut<T> for HandleAccess
where
    T::Owner: UniqueOwner<T>,
{
    type Exclusive = <T::Repr as HandleRepr>::Exclusive<T>;

    #[inline(always)]
    unsafe fn exclude(pointer: *mut T) -> Result<Self::Exclusive, InvalidArgument> {
        // SAFETY: the caller passes a handle that no other call uses or, if handles are checked, any value.
        // `T::Repr::exclude` requires the same.
        unsafe { T::Repr::exclude(pointer) }.and_then(reject_poisoned)
    }
}

/// Compiles only if C may use the handles of the type on any thread, and on several threads at the same time.
pub const fn require_send_sync<T: Send + Sync>() {}
