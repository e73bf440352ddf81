//! References to the objects of handles.

use super::FfiHandle;
use super::owner::{Alone, Owner};
use super::repr::HandleRepr;
use crate::convert::{Access, AccessMut, Held, InvalidArgument};

/// The way of every handle.
pub struct AsHandle;

/// What a scheme has let in, unless its object is poisoned.
#[inline(always)]
pub(super) fn sound<T: FfiHandle, H: Held<Target = T>>(held: H) -> Result<H, InvalidArgument> {
    // SAFETY: `held` came from `share` or `exclude` of the scheme, so an object lies at its address, and stays
    // there for as long as `held` lives.
    if unsafe { T::Owner::is_poisoned(held.address()) } {
        return Err(T::POISONED);
    }
    Ok(held)
}

// SAFETY: `Tokens` returns only addresses that the table has for this type. `Unchecked` returns what C passed, and the
// caller of `share` promises that an object lies there.
unsafe impl<T: FfiHandle> Access<T> for AsHandle {
    type Shared = <T::Repr as HandleRepr>::Shared<T>;

    #[inline(always)]
    unsafe fn share(pointer: *const T) -> Result<Self::Shared, InvalidArgument> {
        // SAFETY: the caller promises what the scheme demands: a handle that C has not freed, or, checked, anything.
        unsafe { T::Repr::share(pointer) }.and_then(sound)
    }
}

// SAFETY: an object lies there, as for `Access`; `Alone` says that the object may be written to, and `exclude` that no other call has it.
unsafe impl<T: FfiHandle> AccessMut<T> for AsHandle
where
    T::Owner: Alone<T>,
{
    type Exclusive = <T::Repr as HandleRepr>::Exclusive<T>;

    #[inline(always)]
    unsafe fn exclude(pointer: *mut T) -> Result<Self::Exclusive, InvalidArgument> {
        // SAFETY: the caller promises what the scheme demands: a handle that no other call has, or, checked, anything.
        unsafe { T::Repr::exclude(pointer) }.and_then(sound)
    }
}

/// Holds a type to what C may do with its handles: use them from any thread, and from several at once.
pub const fn may_be_used_by_any_thread<T: Send + Sync>() {}
