//! The types that need no attribute to have a description.

use super::integer::Integer;
use super::piece::Piece::{self, Json, Number, Pieces};
use std::cell::{Cell, UnsafeCell};
use std::convert::Infallible;
use std::ffi::c_void;
use std::mem::{ManuallyDrop, MaybeUninit};
use std::num;
use std::ptr::NonNull;
use std::sync::atomic;

/// A type that C may see.
///
/// # Safety
///
/// If `NUMBER` is not `None`, each value of the type is an initialized integer of this sign, of at most eight bytes.
pub unsafe trait Describe {
    /// The reference to the type: its name if it has a definition, so that no description contains itself.
    const TYPE: &'static [Piece];
    /// The definitions of the generic types in it, by value.
    const BY_VALUE: &'static [Piece] = &[];
    /// Those, and those behind one pointer.
    const BEHIND: &'static [Piece] = Self::BY_VALUE;
    /// How a value is read as a number.
    const NUMBER: Option<Integer> = None;
    /// Whether a value may change behind a shared reference. No type with a derived description does, as its fields are
    /// integers, floats, pointers and structs of them.
    const HAS_CELL: bool = false;
}

macro_rules! plain {
    ($($ty:ty: $json:literal;)*) => {$(
        // SAFETY: `NUMBER` is `None`.
        unsafe impl Describe for $ty {
            const TYPE: &'static [Piece] = &[Json($json.as_bytes())];
        }
    )*};
}

plain! {
    (): r#"{"kind":"void"}"#;
    c_void: r#"{"kind":"void"}"#;
    Infallible: r#"{"kind":"never"}"#;
    char: r#"{"kind":"integer","signed":false,"bits":32,"only":"char"}"#;
    f32: r#"{"kind":"float","bits":32}"#;
    f64: r#"{"kind":"float","bits":64}"#;
}

// SAFETY: a `bool` is the byte 0 or 1.
unsafe impl Describe for bool {
    const TYPE: &'static [Piece] = &[Json(br#"{"kind":"bool"}"#)];
    const NUMBER: Option<Integer> = Some(Integer::Unsigned);
}

macro_rules! integers {
    ($($ty:ident $nonzero:ident $atomic:ident $sign:ident $json:literal;)*) => {$(
        // SAFETY: the type is an integer of this sign.
        unsafe impl Describe for $ty {
            const TYPE: &'static [Piece] = &[Json(concat!(r#"{"kind":"integer","#, $json, "}").as_bytes())];
            const NUMBER: Option<Integer> = Some(Integer::$sign);
        }
        // SAFETY: the type has the layout of the integer.
        unsafe impl Describe for num::$nonzero {
            const TYPE: &'static [Piece] =
                &[Json(concat!(r#"{"kind":"integer","only":"nonzero","#, $json, "}").as_bytes())];
            const NUMBER: Option<Integer> = Some(Integer::$sign);
        }
        // SAFETY: the type has the layout of the integer; `None` is 0.
        unsafe impl Describe for Option<num::$nonzero> {
            const TYPE: &'static [Piece] = <$ty>::TYPE;
            const NUMBER: Option<Integer> = Some(Integer::$sign);
        }
        // SAFETY: `NUMBER` is `None`.
        unsafe impl Describe for atomic::$atomic {
            const TYPE: &'static [Piece] = <$ty>::TYPE;
            const HAS_CELL: bool = true;
        }
    )*};
}

integers! {
    u8 NonZeroU8 AtomicU8 Unsigned r#""signed":false,"bits":8"#;
    i8 NonZeroI8 AtomicI8 Signed r#""signed":true,"bits":8"#;
    u16 NonZeroU16 AtomicU16 Unsigned r#""signed":false,"bits":16"#;
    i16 NonZeroI16 AtomicI16 Signed r#""signed":true,"bits":16"#;
    u32 NonZeroU32 AtomicU32 Unsigned r#""signed":false,"bits":32"#;
    i32 NonZeroI32 AtomicI32 Signed r#""signed":true,"bits":32"#;
}

#[cfg(target_has_atomic = "64")]
integers! {
    u64 NonZeroU64 AtomicU64 Unsigned r#""signed":false,"bits":64"#;
    i64 NonZeroI64 AtomicI64 Signed r#""signed":true,"bits":64"#;
}

#[cfg(target_pointer_width = "64")]
integers! {
    usize NonZeroUsize AtomicUsize Unsigned r#""signed":false,"bits":64,"pointer_sized":true"#;
    isize NonZeroIsize AtomicIsize Signed r#""signed":true,"bits":64,"pointer_sized":true"#;
}

#[cfg(target_pointer_width = "32")]
integers! {
    usize NonZeroUsize AtomicUsize Unsigned r#""signed":false,"bits":32,"pointer_sized":true"#;
    isize NonZeroIsize AtomicIsize Signed r#""signed":true,"bits":32,"pointer_sized":true"#;
}

/// Pointers behind an alias, or in the arguments of a generic type. The attributes take apart those that they see.
macro_rules! pointers {
    ($([$($life:lifetime)?] $ty:ty: $mutable:literal $nullable:literal;)*) => {$(
        // SAFETY: `NUMBER` is `None`.
        unsafe impl<$($life,)? T: Describe> Describe for $ty {
            const TYPE: &'static [Piece] = &[
                Json(concat!(
                    r#"{"kind":"pointer","mutable":"#, $mutable, r#","nullable":"#, $nullable, r#","to":"#
                ).as_bytes()),
                Pieces(T::TYPE),
                Json(b"}"),
            ];
            const BEHIND: &'static [Piece] = T::BY_VALUE;
        }
    )*};
}

pointers! {
    [] *const T: false true;
    [] *mut T: true true;
    [] NonNull<T>: true false;
    [] Option<NonNull<T>>: true true;
    ['a] &'a T: false false;
    ['a] &'a mut T: true false;
    ['a] Option<&'a T>: false true;
    ['a] Option<&'a mut T>: true true;
    [] Box<T>: true false;
    [] Option<Box<T>>: true true;
}

macro_rules! transparent {
    ($($ty:ty: $has_cell:expr;)*) => {$(
        // SAFETY: `NUMBER` is `None`.
        unsafe impl<T: Describe> Describe for $ty {
            const HAS_CELL: bool = $has_cell;
            const TYPE: &'static [Piece] = T::TYPE;
            const BY_VALUE: &'static [Piece] = T::BY_VALUE;
            const BEHIND: &'static [Piece] = T::BEHIND;
        }
    )*};
}

transparent! {
    MaybeUninit<T>: T::HAS_CELL;
    ManuallyDrop<T>: T::HAS_CELL;
    Cell<T>: true;
    UnsafeCell<T>: true;
    num::Wrapping<T>: T::HAS_CELL;
}

// SAFETY: `NUMBER` is `None`.
unsafe impl<T: Describe, const N: usize> Describe for [T; N] {
    const TYPE: &'static [Piece] = &[
        Json(br#"{"kind":"array","length":"#),
        Number(N as i128),
        Json(br#","of":"#),
        Pieces(T::TYPE),
        Json(b"}"),
    ];
    const BY_VALUE: &'static [Piece] = T::BY_VALUE;
    const BEHIND: &'static [Piece] = T::BEHIND;
    const HAS_CELL: bool = T::HAS_CELL;
}

/// Function pointers behind an alias.
macro_rules! functions {
    ($($parameter:ident)*) => {
        functions!(@one false (extern "C" fn($($parameter),*) -> R) $($parameter)*);
        functions!(@one false (unsafe extern "C" fn($($parameter),*) -> R) $($parameter)*);
        functions!(@one true (Option<extern "C" fn($($parameter),*) -> R>) $($parameter)*);
        functions!(@one true (Option<unsafe extern "C" fn($($parameter),*) -> R>) $($parameter)*);
    };
    (@one $nullable:literal ($ty:ty) $($parameter:ident)*) => {
        // SAFETY: `NUMBER` is `None`.
        unsafe impl<R: Describe, $($parameter: Describe),*> Describe for $ty {
            const TYPE: &'static [Piece] = &[
                Json(concat!(
                    r#"{"kind":"function","abi":"C","nullable":"#, $nullable, r#","parameters":["#
                ).as_bytes()),
                $(Pieces($parameter::TYPE), Json(b","),)*
                Json(br#"null],"returns":"#),
                Pieces(R::TYPE),
                Json(b"}"),
            ];
        }
    };
}

functions!();
functions!(A);
functions!(A B);
functions!(A B C);
functions!(A B C D);
functions!(A B C D E);
functions!(A B C D E F);
functions!(A B C D E F G);
functions!(A B C D E F G H);
