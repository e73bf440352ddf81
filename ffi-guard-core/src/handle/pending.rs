//! Objects that C is to get by an out-parameter once nothing can fail any more.

use super::FfiHandle;
use super::owner::Owner;
use super::repr::{ExclusiveHandle, HandleRepr};
use std::fmt;
use std::mem;

/// C's pointer for an owner, which is taken back and freed when it is dropped instead of delivered.
pub struct PendingOwner<T> {
    pointer: *mut T,
    end: unsafe fn(*mut T),
}

impl<T> PendingOwner<T> {
    /// Holds a pointer, or null for nothing.
    ///
    /// # Safety
    ///
    /// C does not have it, and `end` may be called for it once, unless it is null.
    #[inline(always)]
    pub(super) unsafe fn new(pointer: *mut T, end: unsafe fn(*mut T)) -> Self {
        Self { pointer, end }
    }

    /// C has it from now on.
    #[inline(always)]
    #[must_use]
    pub fn into_raw(self) -> *mut T {
        let pointer = self.pointer;
        mem::forget(self);
        pointer
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
            // SAFETY: the caller of `new` allows one call of `end` with this pointer, and this is the only one:
            // `into_raw` forgets the value.
            unsafe { (self.end)(self.pointer) }
        }
    }
}

/// Ends a handle, and frees its object.
///
/// # Safety
///
/// A handle that C does not have.
pub(super) unsafe fn free_handle<T: FfiHandle>(handle: *mut T) {
    // SAFETY: the handle was made by `give` and never reached C, so an unchecked one is the address of a live object,
    // which nobody else has. A checked one may be anything; where C has guessed the token, and another call uses it or
    // has freed it, `exclude` refuses, and the object is left to that call or to C.
    if let Ok(held) = unsafe { T::Repr::exclude(handle.cast_const()) } {
        // SAFETY: `remove` has ended the handle, so nobody else frees the object.
        unsafe { T::Owner::free(held.remove()) };
    }
}

/// Frees what is in a box.
///
/// # Safety
///
/// From `Box::into_raw`, and not used any more.
pub(super) unsafe fn free_box<T>(pointer: *mut T) {
    // SAFETY: `pointer` came from `Box::into_raw`, and the caller gives it up.
    drop(unsafe { Box::from_raw(pointer) });
}
