//! Frees the objects of handles.

use super::FfiHandle;
use super::owner::Owner;
use super::repr::{ExclusiveHandle, HandleRepr};
use crate::error::status;
use crate::panic::name::Name;

/// Frees an object, or releases C's reference to it: the body of a type's `free`. A poisoned object can be freed. NULL
/// is a no-op.
///
/// # Safety
///
/// `handle` is null, or a handle that C does not use any more. A checked handle may be any value.
#[inline]
pub unsafe fn free<T: FfiHandle>(function: Name, parameter: Name, handle: *const T) {
    if handle.is_null() {
        return;
    }
    // SAFETY: C gives up a handle that the library returned; with checked handles it may pass any value.
    match unsafe { T::Repr::exclude(handle) }.and_then(ExclusiveHandle::reject_lent) {
        // SAFETY: `remove` ends the handle. No later call receives this address, because the table has dropped it
        // (checked) or C does not pass it (unchecked), so nobody else frees the object.
        Ok(held) => unsafe { T::Owner::free(held.remove()) },
        Err(refused) => {
            status::refuse(function, parameter, &refused);
        }
    }
}
