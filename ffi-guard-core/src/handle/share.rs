//! Gives C another reference to a shared object.

use super::FfiHandle;
use super::access::HandleAccess;
use super::owned::create_handle;
use super::owner::SharedOwner;
use crate::convert::{Access, CheckedPointer};
use crate::error::status;
use crate::panic::name::Name;
use std::ptr;
use std::sync::Arc;

/// Returns another reference to an object, which C frees like the first one: the body of a type's `share`. A checked
/// handle gets a token of its own. Returns null if the handle is rejected, or if no token is left.
///
/// # Safety
///
/// `handle` is null, or a handle that C has not given back, and does not give back during the call. A checked handle may
/// be any value.
#[inline]
pub unsafe fn share<T: FfiHandle>(function: Name, parameter: Name, handle: *const T) -> *const T
where
    T::Owner: SharedOwner<T>,
{
    // SAFETY: C passes a handle that it does not give back; with checked handles it may pass any value.
    let held = match unsafe { HandleAccess::share(handle) } {
        Ok(held) => held,
        Err(refused) => {
            status::refuse(function, parameter, &refused);
            return ptr::null();
        }
    };
    // SAFETY: `share` accepts only addresses that the owner of the type leaked, and C does not release its reference
    // while `held` lives.
    let arc = unsafe { T::Owner::borrow_arc(held.address()) };
    let address = T::Owner::leak_arc(Arc::clone(&arc));
    match create_handle(address) {
        Ok(handle) => handle,
        Err(error) => {
            status::failed_with(function, error, None);
            ptr::null()
        }
    }
}
