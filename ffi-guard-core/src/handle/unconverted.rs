//! Handles that would pass without a conversion. C has a handle as a token, or with a mark beside it, and only a
//! conversion knows of either.

use super::FfiHandle;
use super::owner::Owner;
use super::repr::HandleRepr;
use crate::convert::FfiType;
use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Properties of a type, as constants. The compiler prefers the constants of the inherent impls below to those of
/// [`AnyType`], which all other types have, type parameters included.
pub struct Unconverted<T: ?Sized>(PhantomData<T>);

impl<T: FfiHandle> Unconverted<T> {
    /// Whether it may pass unconverted: it is a handle.
    pub const BY_VALUE: bool = false;
}

/// Pointers to a handle, for aliases of them.
macro_rules! not_behind {
    ($($pointer:ty),*) => {
        $(impl<T: FfiHandle> Unconverted<$pointer> {
            /// Whether it may pass unconverted: it points to a handle.
            pub const BY_POINTER: bool = false;
        })*
    };
}

not_behind!(&T, &mut T, Box<T>, Arc<T>, Option<&T>, Option<&mut T>, Option<Box<T>>, Option<Arc<T>>);

/// Raw pointers to a handle, and the arrays and pointers that can hold one in safe code.
macro_rules! raw {
    ($([$($size:ident)?] $pointer:ty),*) => {
        $(impl<T: FfiHandle $(, const $size: usize)?> Unconverted<$pointer> {
            /// Whether the Rust form may pass it: `&T` and `Box<T>` are converted, and this is not.
            pub const BY_RAW_POINTER: bool = false;

            /// Whether the C form may pass it: C has the address of an object that is neither looked up nor marked.
            pub const BY_RAW_POINTER_IN_C_FORM: bool =
                !<T::Repr as HandleRepr>::CHECKS && !<T::Owner as Owner<T>>::POISONS;
        })*
    };
}

raw!(
    [] *const T, [] *mut T, [N] [*const T; N], [N] [*mut T; N],
    [] *const *const T, [] *const *mut T, [] *mut *const T, [] *mut *mut T
);

/// Pointers of Rust, for aliases of them.
macro_rules! pointers {
    ($([$($generics:tt)*] $pointer:ty),* $(,)?) => {
        $(impl<$($generics)*> Unconverted<$pointer> {
            /// Whether its address needs no check: C may pass null, and an address that is misaligned.
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

/// Function pointers, which are never null. One whose arguments have lifetimes of its own is of another type.
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
    /// Whether C may write to it while Rust has it: every bit pattern is a value.
    pub const WRITABLE: bool = T::TRIVIAL;
}

/// Cells: they are written through shared references.
macro_rules! cells {
    ($($cell:ty),*) => {
        $(impl<T: FfiType> Unconverted<$cell> {
            /// Whether C may write to it while Rust has it: every bit pattern is a value of what is in it.
            pub const WRITABLE_IN_CELL: bool = T::TRIVIAL;
        })*
    };
}

// And exclusive references, for aliases of them.
cells!(Cell<T>, UnsafeCell<T>, &mut T, Option<&mut T>);

impl Unconverted<AtomicBool> {
    /// Whether C may write to it while Rust has it: not all bytes are a `bool`.
    pub const WRITABLE_IN_CELL: bool = false;
}

/// The answers of all other types.
pub trait AnyType {
    /// It may.
    const BY_VALUE: bool = true;

    /// It may.
    const BY_POINTER: bool = true;

    /// It may.
    const BY_RAW_POINTER: bool = true;

    /// It may.
    const BY_RAW_POINTER_IN_C_FORM: bool = true;

    /// It is not a pointer.
    const NOT_A_POINTER: bool = true;

    /// It may: C does not know what is in it, and so does not write there.
    const WRITABLE: bool = true;

    /// It may: it is not a cell.
    const WRITABLE_IN_CELL: bool = true;
}

impl<T: ?Sized> AnyType for Unconverted<T> {}
