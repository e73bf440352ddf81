//! The address of an object that is lent to a callback of C.

use crate::callback::from_c::LentPointer;
use std::ptr::NonNull;

/// The access of C to an object that is lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LentAccess {
    /// C reads it.
    Shared,
    /// C reads and writes it.
    Exclusive,
}

/// The address of an object that is lent.
pub struct LentAddress<T>(NonNull<T>);

impl<T> LentAddress<T> {
    #[inline(always)]
    pub(super) const fn new(object: NonNull<T>) -> Self {
        Self(object)
    }
}

impl<T> LentPointer<T> for LentAddress<T> {
    #[inline(always)]
    fn pointer(&mut self) -> *mut T {
        self.0.as_ptr()
    }
}
