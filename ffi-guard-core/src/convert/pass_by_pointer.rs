//! [`PassByPointer`]: what a reference in a signature may point to, and how such a pointer is checked.

use super::checked::{CheckedPointer, CheckedRef};
use super::{FfiType, InvalidArgument, pointer};

/// A type that `&T` and `&mut T` of an exported function may point to: data that C shares, or a handle.
///
/// Implemented for every [`FfiType`], and by `#[derive(FfiHandle)]`. How the pointer is checked is the type's own
/// affair, as the way a signature is written cannot tell one from the other.
///
/// What rustc says of a type that has neither is what [`FfiType`] says.
pub trait PassByPointer: Sized {
    /// How a pointer to it is checked.
    #[doc(hidden)]
    type Access: Access<Self>;
}

impl<T: FfiType> PassByPointer for T {
    type Access = DataAccess;
}

/// How a pointer becomes a `&T`.
///
/// # Safety
///
/// What [`share`](Self::share) returns points to a value of `T`.
pub unsafe trait Access<T> {
    /// What is kept until the call has ended.
    type Shared: CheckedPointer<Target = T>;

    /// Checks a pointer that is not to be written through.
    ///
    /// # Errors
    ///
    /// Why it is refused.
    ///
    /// # Safety
    ///
    /// As for [`reference`](super::checks::reference).
    unsafe fn share(pointer: *const T) -> Result<Self::Shared, InvalidArgument>;
}

/// How a pointer becomes a `&mut T`.
///
/// # Safety
///
/// As for [`Access`].
pub unsafe trait AccessMut<T>: Access<T> {
    /// What is kept until the call has ended.
    type Exclusive: CheckedPointer<Target = T>;

    /// Checks a pointer that may be written through.
    ///
    /// # Errors
    ///
    /// Why it is refused.
    ///
    /// # Safety
    ///
    /// As for [`exclusive`](super::checks::exclusive).
    unsafe fn exclude(pointer: *mut T) -> Result<Self::Exclusive, InvalidArgument>;
}

/// Data lies where C says it does.
pub struct DataAccess;

// SAFETY: `data` checks that a value lies there.
unsafe impl<T: FfiType> Access<T> for DataAccess {
    type Shared = CheckedRef<T>;

    #[inline(always)]
    unsafe fn share(pointer: *const T) -> Result<CheckedRef<T>, InvalidArgument> {
        // SAFETY: by contract.
        unsafe { pointer::data(pointer) }
    }
}

// SAFETY: as above.
unsafe impl<T: FfiType> AccessMut<T> for DataAccess {
    type Exclusive = CheckedRef<T>;

    #[inline(always)]
    unsafe fn exclude(pointer: *mut T) -> Result<CheckedRef<T>, InvalidArgument> {
        // SAFETY: by contract.
        unsafe { pointer::data(pointer) }
    }
}
