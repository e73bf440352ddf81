//! [`OutSlot`]: stores the value of an out-parameter until the call has succeeded.

use super::Out;
use std::cell::UnsafeCell;

/// Stores the value that a function sets through its [`Out`].
///
/// The `Out` borrows the slot as shared: the error that a function returns may contain the `Out`, and the shim passes
/// both to the function that records the error.
pub struct OutSlot<T>(UnsafeCell<Option<T>>);

impl<T> OutSlot<T> {
    /// Creates an empty slot.
    #[allow(clippy::new_without_default, reason = "generated code makes it")]
    #[inline(always)]
    #[must_use]
    pub const fn new() -> Self {
        Self(UnsafeCell::new(None))
    }

    /// Returns the argument for the function.
    ///
    /// # Safety
    ///
    /// This is called at most once.
    #[inline(always)]
    pub unsafe fn as_out(&self) -> Out<'_, T> {
        // SAFETY: this is the only reference to the value: the caller calls this once, and calls `take` only after the
        // `Out` is gone.
        Out::new(unsafe { &mut *self.0.get() })
    }

    /// Returns the argument for the function; `None` if C has no memory for the value.
    ///
    /// # Safety
    ///
    /// As for [`as_out`](Self::as_out).
    #[inline(always)]
    pub unsafe fn as_optional_out(&self, is_some: bool) -> Option<Out<'_, T>> {
        // SAFETY: this function has the contract of `as_out`, which the caller upholds.
        is_some.then(|| unsafe { self.as_out() })
    }

    /// Takes the value that the function has set.
    ///
    /// # Safety
    ///
    /// The `Out` from [`as_out`](Self::as_out), and any value that contains it, is not used any more.
    #[inline(always)]
    pub unsafe fn take(&self) -> Option<T> {
        // SAFETY: the caller guarantees that the `Out` from `as_out` is gone, so no other reference to the value
        // exists.
        unsafe { &mut *self.0.get() }.take()
    }

    /// Returns the value that the function has set.
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
        // SAFETY: `as_out` is called once.
        unsafe { slot.as_out() }.set(Box::new(3));
        // SAFETY: the `Out` was dropped by the previous statement.
        assert_eq!(unsafe { slot.take() }.as_deref(), Some(&3));
        assert!(slot.into_inner().is_none());
    }
}
