//! The end of an object.

use super::FfiHandle;
use super::owner::Owner;
use super::repr::{ExclusiveHandle, HandleRepr};
use crate::error::status;
use crate::panic::recover::Name;

/// Frees what C owns of an object: the body of a type's `free`. A poisoned one too; nothing for null.
///
/// # Safety
///
/// Null, or a handle that C does not use any more; a checked one may be anything.
#[inline]
pub unsafe fn free<T: FfiHandle>(function: Name, parameter: Name, handle: *const T) {
    if handle.is_null() {
        return;
    }
    // SAFETY: C gives up a handle that the library returned (unchecked), or passes anything (checked).
    match unsafe { T::Repr::exclude(handle) } {
        // SAFETY: `remove` ends the handle, so no later call gets this address (checked), or C passes it to none
        // (unchecked): nobody else frees the object.
        Ok(held) => unsafe { T::Owner::free(held.remove()) },
        Err(refused) => {
            status::refuse(function, parameter, &refused);
        }
    }
}
