//! The value of an out-parameter until C gets it.

use super::Out;
use std::cell::UnsafeCell;

/// Holds what a function sets through its [`Out`].
///
/// The `Out` borrows it as shared. The error that a function returns may contain the `Out`, and the shim names both in
/// one call of the recorder.
pub struct OutSlot<T>(UnsafeCell<Option<T>>);

impl<T> OutSlot<T> {
    /// An empty slot.
    #[allow(clippy::new_without_default, reason = "generated code makes it")]
    #[inline(always)]
    #[must_use]
    pub const fn new() -> Self {
        Self(UnsafeCell::new(None))
    }

    /// The argument of the function.
    ///
    /// # Safety
    ///
    /// Called once.
    #[inline(always)]
    pub unsafe fn as_out(&self) -> Out<'_, T> {
        // SAFETY: the only reference: the caller calls this once, and `take` only after the `Out` is gone.
        Out::new(unsafe { &mut *self.0.get() })
    }

    /// IntoOwned the value that the function left.
    ///
    /// # Safety
    ///
    /// The `Out`, and what contains it, is not used any more.
    #[inline(always)]
    pub unsafe fn take(&self) -> Option<T> {
        // SAFETY: the caller guarantees that the `Out` of `as_out` is gone, so nothing else refers to the value.
        unsafe { &mut *self.0.get() }.take()
    }

    /// The value that the function left.
    #[inline(always)]
    pub fn into_inner(self) -> Option<T> {
        self.0.into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::OutSlot;

    #[test]
    fn what_is_set_is_taken_once() {
        let slot = OutSlot::new();
        // SAFETY: once.
        unsafe { slot.as_out() }.set(Box::new(3));
        // SAFETY: the `Out` is gone.
        assert_eq!(unsafe { slot.take() }.as_deref(), Some(&3));
        assert!(slot.into_inner().is_none());
    }
}
