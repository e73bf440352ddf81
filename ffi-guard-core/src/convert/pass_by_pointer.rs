//! [`PassByPointer`]: types that a reference in a signature can point to, and the checks of such pointers.

use super::checked::{CheckedPointer, CheckedRef};
use super::{FfiType, InvalidArgument, pointer};

/// A type that `&T` and `&mut T` in the signature of an exported function can point to: an [`FfiType`] or a handle.
///
/// Implemented for every [`FfiType`], and by `#[derive(FfiHandle)]`. Not to be implemented in another way. The type
/// selects how the pointer is checked, because the attribute cannot tell data from handles.
///
/// For a type with neither trait, rustc reports that [`FfiType`] is missing.
pub trait PassByPointer: Sized {
    /// Checks a pointer to a value of the type.
    #[doc(hidden)]
    type Access: Access<Self>;
}

impl<T: FfiType> PassByPointer for T {
    type Access = DataAccess;
}

/// Checks a pointer that becomes a `&T`.
///
/// # Safety
///
/// The result of [`share`](Self::share) points to a value of `T`.
pub unsafe trait Access<T> {
    /// The checked pointer.
    type Shared: CheckedPointer<Target = T>;

    /// Checks a pointer for reading.
    ///
    /// # Errors
    ///
    /// Returns the reason if the pointer is rejected.
    ///
    /// # Safety
    ///
    /// As for [`reference`](super::checks::reference).
    unsafe fn share(pointer: *const T) -> Result<Self::Shared, InvalidArgument>;
}

/// Checks a pointer that becomes a `&mut T`.
///
/// # Safety
///
/// The result of [`exclude`](Self::exclude) points to a value of `T`, which may be written.
pub unsafe trait AccessMut<T>: Access<T> {
    /// The checked pointer.
    type Exclusive: CheckedPointer<Target = T>;

    /// Checks a pointer for reading and writing.
    ///
    /// # Errors
    ///
    /// Returns the reason if the pointer is rejected.
    ///
    /// # Safety
    ///
    /// As for [`exclusive`](super::checks::exclusive).
    unsafe fn exclude(pointer: *mut T) -> Result<Self::Exclusive, InvalidArgument>;
}

/// Checks pointers to data, which are addresses.
pub struct DataAccess;

// SAFETY: `pointer::data` returns only the address of a value: it checks the bytes, and its caller guarantees that C
// passes the address of initialized memory.
unsafe impl<T: FfiType> Access<T> for DataAccess {
    type Shared = CheckedRef<T>;

    #[inline(always)]
    unsafe fn share(pointer: *const T) -> Result<CheckedRef<T>, InvalidArgument> {
        // SAFETY: `share` has the contract of `pointer::data`, which its caller upholds.
        unsafe { pointer::data(pointer) }
    }
}

// SAFETY: `pointer::data` returns only the address of a value, and the caller of `exclude` guarantees that it may be
// written.
unsafe impl<T: FfiType> AccessMut<T> for DataAccess {
    type Exclusive = CheckedRef<T>;

    #[inline(always)]
    unsafe fn exclude(pointer: *mut T) -> Result<CheckedRef<T>, InvalidArgument> {
        // SAFETY: the contract of `exclude` includes the contract of `pointer::data`; its caller upholds it.
        unsafe { pointer::data(pointer) }
    }
}
