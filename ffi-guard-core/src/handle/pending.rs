//! Objects that C receives through an out-parameter once the call cannot fail any more.

use super::FfiHandle;
use super::owner::Owner;
use super::repr::{ExclusiveHandle, HandleRepr};
use std::fmt;
use std::mem;
use std::ptr;
use std::sync::Arc;

/// An owning pointer for C. If it is dropped instead of passed to C, the object is freed.
pub struct PendingOwner<T> {
    pointer: *mut T,
    free: unsafe fn(*mut T),
}

impl<T> PendingOwner<T> {
    /// No object.
    pub(super) const NONE: Self = Self { pointer: ptr::null_mut(), free: free_box::<T> };

    /// Stores a pointer, or null without an object.
    ///
    /// # Safety
    ///
    /// C does not have `pointer`, and `free` may be called with it once, unless it is null.
    #[inline(always)]
    pub(super) unsafe fn new(pointer: *mut T, free: unsafe fn(*mut T)) -> Self {
        Self { pointer, free }
    }

    /// Passes ownership to C.
    #[inline(always)]
    #[must_use]
    pub fn into_raw(self) -> *mut T {
        let pointer = self.pointer;
        mem::forget(self);
        pointer
    }
}

impl<T: FfiHandle> PendingOwner<T> {
    /// Stores a handle, or null without an object.
    ///
    /// # Safety
    ///
    /// C does not have `handle`, which is freed once.
    #[inline(always)]
    pub unsafe fn of_handle(handle: *mut T) -> Self {
        // SAFETY: `free_handle` frees a handle, and the caller guarantees that C does not have this one.
        unsafe { Self::new(handle, free_handle) }
    }
}

impl<T> fmt::Debug for PendingOwner<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PendingOwner").field(&self.pointer).finish()
    }
}

impl<T> Drop for PendingOwner<T> {
    fn drop(&mut self) {
        if !self.pointer.is_null() {
            // SAFETY: the caller of `new` allows one call of `free` with this pointer. This is the only one, because
            // `into_raw` forgets the value.
            unsafe { (self.free)(self.pointer) }
        }
    }
}

/// Ends a handle and frees its object.
///
/// # Safety
///
/// C does not have `handle`.
pub(super) unsafe fn free_handle<T: FfiHandle>(handle: *mut T) {
    // SAFETY: `create` made the handle, and it never reached C, so an unchecked handle is the address of a live object
    // that nobody else uses. A checked handle may be any value: if C has guessed the token and another call uses or has
    // freed it, `exclude` rejects it, and that call or C frees the object.
    if let Ok(held) = unsafe { T::Repr::exclude(handle.cast_const()) } {
        // SAFETY: `remove` has ended the handle, so nobody else frees the object.
        unsafe { T::Owner::free(held.remove()) };
    }
}

/// Frees a box.
///
/// # Safety
///
/// `pointer` came from `Box::into_raw` and is not used any more.
pub(super) unsafe fn free_box<T>(pointer: *mut T) {
    // SAFETY: `pointer` came from `Box::into_raw`, and the caller gives it up.
    drop(unsafe { Box::from_raw(pointer) });
}

/// Releases one reference of an `Arc`.
///
/// # Safety
///
/// `pointer` came from `Arc::into_raw`, and its reference is not used any more.
pub(super) unsafe fn free_arc<T>(pointer: *mut T) {
    // SAFETY: `pointer` came from `Arc::into_raw`, and the caller gives up its reference.
    drop(unsafe { Arc::from_raw(pointer.cast_const()) });
}
