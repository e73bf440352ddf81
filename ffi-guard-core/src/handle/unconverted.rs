//! Finds handles that would reach C without a conversion. Only a conversion knows tokens and poison flags.

use super::FfiHandle;
use super::owner::Owner;
use super::repr::HandleRepr;
use crate::convert::{FfiType, Nullable};
use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Properties of a type, as constants. Rust prefers the constants of the inherent impls below to the constants of
/// [`AnyType`], which apply to all other types, including type parameters.
pub struct Unconverted<T: ?Sized>(PhantomData<T>);

impl<T: FfiHandle> Unconverted<T> {
    /// Whether the type may pass by value: no, it is a handle.
    pub const BY_VALUE: bool = false;

    /// Whether an unchecked field may hold it: only if C has the address of an object that is neither checked nor
    /// poisoned.
    pub const BY_VALUE_IN_FIELD: bool = is_address::<T>();
}

/// Returns whether C has the address of the object itself: it is neither checked nor poisoned.
const fn is_address<T: FfiHandle>() -> bool {
    !<T::Repr as HandleRepr>::CHECKS && !<T::Owner as Owner<T>>::POISONS
}

/// Pointers to a handle, for aliases of them.
macro_rules! not_behind {
    ($($pointer:ty),*) => {
        $(impl<T: FfiHandle> Unconverted<$pointer> {
            /// Whether the pointer may pass unconverted: no, it points to a handle.
            pub const BY_POINTER: bool = false;

            /// Whether an unchecked field may hold the pointer: only if C has the address of an object that is neither
            /// checked nor poisoned.
            pub const BY_POINTER_IN_FIELD: bool = is_address::<T>();
        })*
    };
}

not_behind!(&T, &mut T, Box<T>, Arc<T>, Option<&T>, Option<&mut T>, Option<Box<T>>, Option<Arc<T>>);

/// Raw pointers to a handle, and the arrays and pointers that can contain one in safe code.
macro_rules! raw {
    ($([$($size:ident)?] $pointer:ty),*) => {
        $(impl<T: FfiHandle $(, const $size: usize)?> Unconverted<$pointer> {
            /// Whether the Rust form may pass the pointer: no, only `&T` and `Box<T>` are converted.
            pub const BY_RAW_POINTER: bool = false;

            /// Whether the C form may pass the pointer: only if C has the address of an object that is neither checked
            /// nor poisoned.
            pub const BY_RAW_POINTER_IN_C_FORM: bool = is_address::<T>();
        })*
    };
}

raw!(
    [] *const T, [] *mut T, [N] [*const T; N], [N] [*mut T; N],
    [] *const *const T, [] *const *mut T, [] *mut *const T, [] *mut *mut T
);

/// References and owners, for aliases of them.
macro_rules! pointers {
    ($([$($generics:tt)*] $pointer:ty),* $(,)?) => {
        $(impl<$($generics)*> Unconverted<$pointer> {
            /// Whether the type is not a pointer: C may pass null or a misaligned address, which must be checked.
            pub const NOT_A_POINTER: bool = false;
        })*
    };
}

pointers!(
    [T: ?Sized] &T,
    [T: ?Sized] &mut T,
    [T: ?Sized] Box<T>,
    [T: ?Sized] Arc<T>,
    [T: ?Sized] Option<&T>,
    [T: ?Sized] Option<&mut T>,
    [T: ?Sized] Option<Box<T>>,
    [T: ?Sized] Option<Arc<T>>,
);

/// Function pointers, which are never null. Function pointers with higher-ranked lifetimes are other types and not
/// covered.
macro_rules! functions {
    ($first:ident $($rest:ident)*) => {
        pointers!(
            [R, $($rest),*] extern "C" fn($($rest),*) -> R,
            [R, $($rest),*] unsafe extern "C" fn($($rest),*) -> R,
        );
        functions!($($rest)*);
    };
    () => {};
}

functions!(Z A B C D E F G H);

impl<T: FfiType> Unconverted<T> {
    /// Whether C may write to the value while Rust borrows it: only if every bit pattern is a value.
    pub const WRITABLE: bool = T::TRIVIAL;
}

impl<T: Nullable> Unconverted<T> {
    /// Whether `None` needs a flag: no, C gets null or 0.
    pub const NOT_NULLABLE: bool = false;
}

/// Cells, which are written through shared references.
macro_rules! cells {
    ($($cell:ty),*) => {
        $(impl<T: FfiType> Unconverted<$cell> {
            /// Whether C may write to the value while Rust borrows it: only if every bit pattern is a value of the
            /// inner type.
            pub const WRITABLE_IN_CELL: bool = T::TRIVIAL;
        })*
    };
}

// The same applies to exclusive references, here for aliases of them.
cells!(Cell<T>, UnsafeCell<T>, &mut T, Option<&mut T>);

impl Unconverted<AtomicBool> {
    /// Whether C may write to the value while Rust borrows it: no, a `bool` has invalid bytes.
    pub const WRITABLE_IN_CELL: bool = false;
}

/// The constants of all other types.
pub trait AnyType {
    /// The type is not a handle.
    const BY_VALUE: bool = true;

    /// The type is not a pointer to a handle.
    const BY_POINTER: bool = true;

    /// The type is not a handle.
    const BY_VALUE_IN_FIELD: bool = true;

    /// The type is not a pointer to a handle.
    const BY_POINTER_IN_FIELD: bool = true;

    /// The type is not a raw pointer to a handle.
    const BY_RAW_POINTER: bool = true;

    /// The type is not a raw pointer to a handle.
    const BY_RAW_POINTER_IN_C_FORM: bool = true;

    /// The type is not a pointer.
    const NOT_A_POINTER: bool = true;

    /// No bit pattern is left for `None`.
    const NOT_NULLABLE: bool = true;

    /// C does not know the contents, so it does not write there.
    const WRITABLE: bool = true;

    /// The type is not a cell.
    const WRITABLE_IN_CELL: bool = true;
}

impl<T: ?Sized> AnyType for Unconverted<T> {}
