//! [`FfiType`]: types whose values C can pass.

use super::{AnyBits, InvalidArgument};
use std::num::NonZero;

/// A type whose values C can pass: by value, behind a pointer, or in an array.
///
/// Implemented for numbers, `bool`, `char` (`uint32_t` in C), [`NonZero`], raw pointers, function pointers with a C
/// ABI, and arrays of such types. `#[derive(FfiType)]` implements it for a struct or an enum with a `repr`.
/// `#[ffi(unchecked)]` on a field excludes the field from the check; `#[ffi(crate = path)]` on the type is the path of
/// the library `ffi_guard`, if it is not `::ffi_guard`.
///
/// A function pointer that is safe to call implements it only if its return type is [`AnyBits`], because nothing checks
/// what C returns. An `unsafe extern "C" fn` may have any return type.
///
/// The Rust form of [`#[ffi_export]`](../ffi_guard/attr.ffi_export.html) checks values. The C form does not; the
/// compiler warns about parameters that can be invalid.
///
/// # Examples
///
/// ```
/// use ffi_guard::FfiType;
///
/// #[derive(Clone, Copy, FfiType)]
/// #[repr(u8)]
/// pub enum Level {
///     Low = 1,
///     High = 2,
/// }
///
/// #[derive(Clone, Copy, FfiType)]
/// #[repr(C)]
/// pub struct Setting {
///     pub number: i32,
///     pub level: Level,
/// }
///
/// const _: () = assert!(!Setting::TRIVIAL);
/// // C may pass any number as the level.
/// #[repr(C)]
/// struct FromC {
///     number: i32,
///     level: u8,
/// }
/// let passed = FromC { number: 7, level: 3 };
/// let refused = unsafe { Setting::valid((&raw const passed).cast()) }.unwrap_err();
/// assert_eq!(refused.to_string(), "is 3, which is not a valid `Level` in its field `level`");
/// ```
///
/// # Safety
///
/// `Self` has a layout that C can declare. [`valid`](Self::valid) returns `Ok` only for bytes that are a value of
/// `Self`. `TRIVIAL` is true only if all bytes that C can pass are a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not known to have a C representation",
    label = "`FfiType` is not implemented for this type",
    note = "for your own type: `#[derive(ffi_guard::FfiType)]`, with a `#[repr(..)]`",
    note = "for your own type that stays opaque to C: `#[derive(ffi_guard::FfiHandle)]`, and `&`, `&mut` or `Box` around it",
    note = "for a type of another crate that C can pass as it is: `#[ffi(unchecked)]` at the parameter",
    note = "if the signature names an alias of `&str`, `&[T]`, `String`, `Vec`, `Box`, `Arc`, `Option`, `Result` or a closure: write that type \
            out, because the attribute reads types as they are written"
)]
pub unsafe trait FfiType: Sized {
    /// Whether all bytes are valid values, so that no check is needed.
    const TRIVIAL: bool;

    /// Whether the type is built in, with a rule for its values that every author of a C ABI knows.
    #[doc(hidden)]
    const BUILT_IN: bool = false;

    /// Checks whether the bytes at the address are a value.
    ///
    /// # Errors
    ///
    /// Returns the reason if they are not.
    ///
    /// # Safety
    ///
    /// `value` is aligned and valid for reads of initialized memory.
    unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument>;
}

macro_rules! trivial {
    ($($ty:ty),*) => {$(
        // SAFETY: every bit pattern is a number.
        unsafe impl FfiType for $ty {
            const TRIVIAL: bool = true;

            unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
                Ok(())
            }
        }
    )*};
}
trivial!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

// SAFETY: a raw pointer may hold any address, because the library does not dereference it.
unsafe impl<T> FfiType for *const T {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

// SAFETY: a raw pointer may hold any address, because the library does not dereference it.
unsafe impl<T> FfiType for *mut T {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

// SAFETY: a `bool` is one byte, and `valid` accepts only its values 0 and 1.
unsafe impl FfiType for bool {
    const TRIVIAL: bool = false;
    const BUILT_IN: bool = true;

    unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
        // SAFETY: the caller of `valid` passes a readable, aligned address; a `bool` is one byte.
        match unsafe { value.cast::<u8>().read() } {
            0 | 1 => Ok(()),
            other => Err(InvalidArgument::value(other.into(), "and a `bool` is 0 or 1")),
        }
    }
}

// SAFETY: a `char` is a `u32`, and `valid` accepts only Unicode scalar values.
unsafe impl FfiType for char {
    const TRIVIAL: bool = false;
    const BUILT_IN: bool = true;

    unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
        // SAFETY: the caller of `valid` passes a readable, aligned address; a `char` has the layout of `u32`.
        super::character::character(unsafe { value.cast::<u32>().read() }).map(|_| ())
    }
}

// SAFETY: `valid` checks every element, and an array has no bits besides its elements.
unsafe impl<T: FfiType, const N: usize> FfiType for [T; N] {
    const TRIVIAL: bool = T::TRIVIAL;
    const BUILT_IN: bool = T::BUILT_IN;

    unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
        // SAFETY: the caller of `valid` passes a readable, aligned array, whose `N` elements are then readable and
        // aligned too.
        unsafe { elements(value.cast::<T>(), N) }
    }
}

/// Checks whether each of `len` elements is a value.
///
/// # Safety
///
/// As for [`FfiType::valid`], for each element.
pub(super) unsafe fn elements<T: FfiType>(
    first: *const T,
    len: usize,
) -> Result<(), InvalidArgument> {
    if T::TRIVIAL {
        return Ok(());
    }
    // SAFETY: the caller passes `len` readable, aligned elements, and `index` is below `len`.
    (0..len).try_for_each(|index| unsafe { T::valid(first.add(index)) })
}

/// A type whose `Option` has the same size: null, or 0, is `None`.
///
/// # Safety
///
/// `Option<Self>` has the size of `Self` and no invalid bit pattern. If `Self` is a function pointer that is safe to
/// call, its return type is [`AnyBits`].
#[diagnostic::on_unimplemented(
    message = "C cannot pass an `Option<{Self}>`, because no bit pattern is left for `None`",
    label = "has no C ABI",
    note = "take a pointer that may be null, as `Option<&{Self}>`, or a flag beside the value; return a `Result` with \
            `status`"
)]
pub unsafe trait Nullable {}

// SAFETY: the implementation of `Nullable` for `T` guarantees that no bit pattern of `Option<T>` is invalid.
unsafe impl<T: Nullable> FfiType for Option<T> {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

// SAFETY: the implementation of `Nullable` for `T` guarantees that no bit pattern of `Option<T>` is invalid, and that a
// safe function pointer returns an `AnyBits`.
unsafe impl<T: Nullable> AnyBits for Option<T> {}

/// Implements the traits for `NonZero` numbers.
macro_rules! non_zero {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        // SAFETY: every number except 0 is a value, and `valid` rejects 0.
        unsafe impl FfiType for NonZero<$ty> {
            const TRIVIAL: bool = false;
            const BUILT_IN: bool = true;

            unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
                // SAFETY: the caller of `valid` passes a readable, aligned address; the layout is the layout of the
                // number.
                match unsafe { value.cast::<$ty>().read() } {
                    0 => Err(InvalidArgument::new("is 0, and its type has every number but 0")),
                    _ => Ok(()),
                }
            }
        }

        // SAFETY: 0 is `None`, and every other number is a value.
        unsafe impl Nullable for NonZero<$ty> {}
    )*};
}
non_zero!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize);

/// Implements the traits for function pointers, which are never null.
///
/// Safe Rust calls a safe function pointer and uses its result unchecked, so the result must be `AnyBits`.
macro_rules! functions {
    ($($arg:ident),*) => {
        functions!(@one [R: AnyBits, $($arg: FfiType),*] extern "C" fn($($arg),*) -> R);
        functions!(@one [R, $($arg),*] unsafe extern "C" fn($($arg),*) -> R);
    };
    (@one [$($generics:tt)*] $ty:ty) => {
        // SAFETY: any address except null may belong to a function, and `valid` rejects null.
        unsafe impl<$($generics)*> FfiType for $ty {
            const TRIVIAL: bool = false;
            const BUILT_IN: bool = true;

            unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
                // SAFETY: the caller of `valid` passes a readable, aligned address; a function pointer has the layout
                // of `usize`.
                if unsafe { value.cast::<usize>().read() } == 0 {
                    return Err(InvalidArgument::new("is null"));
                }
                Ok(())
            }
        }

        // SAFETY: null is `None`, any other address may belong to a function, and the impl requires an `AnyBits`
        // result.
        unsafe impl<$($generics)*> Nullable for $ty {}
    };
}
functions!();
functions!(A);
functions!(A, B);
functions!(A, B, C);
functions!(A, B, C, D);
functions!(A, B, C, D, E);
functions!(A, B, C, D, E, F);
functions!(A, B, C, D, E, F, G);
functions!(A, B, C, D, E, F, G, H);
