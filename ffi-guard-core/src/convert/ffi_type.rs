//! [`FfiType`]: values that C and Rust share.

use super::{AnyBits, InvalidArgument};
use std::num::NonZero;

/// A type whose values C may pass: by value, behind a pointer, or in an array.
///
/// Implemented for numbers, `bool`, `char` (C's `uint32_t`), [`NonZero`], raw pointers, function pointers with a C ABI
/// and arrays of such types; `#[derive(FfiType)]` implements it for a struct or an enum with a `repr`. A field with
/// `#[ffi(unchecked)]` is not looked at; `#[ffi(crate = path)]` on the type says where the library `ffi_guard` is
/// found, if not at `::ffi_guard`.
///
/// A function pointer that is safe to call implements it only if its return type is [`AnyBits`], because nothing checks
/// what C returns. An `unsafe extern "C" fn` may return anything.
///
/// The Rust form of [`#[ffi_export]`](../ffi_guard/attr.ffi_export.html) checks values; the C form takes them as C passed them, and the
/// compiler warns where one can be invalid.
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
/// // As C may pass it: there is no level 3.
/// #[repr(C)]
/// struct Unconverted {
///     number: i32,
///     level: u8,
/// }
/// let passed = Unconverted { number: 7, level: 3 };
/// let refused = unsafe { Setting::valid((&raw const passed).cast()) }.unwrap_err();
/// assert_eq!(refused.to_string(), "is 3, which is no `Level` in its field `level`");
/// ```
///
/// # Safety
///
/// `Self` has a layout that C can declare, and [`valid`](Self::valid) returns `Ok` for no bytes that are not
/// a value of `Self`. `TRIVIAL` is true only if all bytes that C can pass are values.
#[diagnostic::on_unimplemented(
    message = "C cannot pass a `{Self}`, as far as is known here",
    label = "not known to be a type for C",
    note = "for your own type: `#[derive(ffi_guard::FfiType)]`, with a `#[repr(..)]`",
    note = "for your own type that stays opaque to C: `#[derive(ffi_guard::FfiHandle)]`, and `&`, `&mut` or `Box` around it",
    note = "for a type of another crate that C can pass as it is: `#[ffi(unchecked)]` at the parameter",
    note = "if the signature names an alias of `&str`, `&[T]`, `String`, `Vec`, `Box`, `Arc`, `Option` or `Result`: write that type \
            out, because the attribute reads types as they are written"
)]
pub unsafe trait FfiType: Sized {
    /// Whether all bytes are values, so that nothing needs to be checked.
    const TRIVIAL: bool;

    /// Whether the type is one of the language, with a rule for its values that every author of a C ABI knows.
    #[doc(hidden)]
    const BUILT_IN: bool = false;

    /// Whether what lies at the address is a value.
    ///
    /// # Errors
    ///
    /// Why it is none.
    ///
    /// # Safety
    ///
    /// `value` can be read, is aligned, and what lies there is initialised.
    unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument>;
}

macro_rules! trivial {
    ($($ty:ty),*) => {$(
        // SAFETY: every pattern of its bits is a number.
        unsafe impl FfiType for $ty {
            const TRIVIAL: bool = true;

            unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
                Ok(())
            }
        }
    )*};
}
trivial!(u8, u16, u32, u64, usize, i8, i16, i32, i64, isize, f32, f64);

// SAFETY: C has no rule for a raw pointer that is not followed.
unsafe impl<T> FfiType for *const T {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

// SAFETY: as above.
unsafe impl<T> FfiType for *mut T {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

// SAFETY: 0 and 1 are its values.
unsafe impl FfiType for bool {
    const TRIVIAL: bool = false;
    const BUILT_IN: bool = true;

    unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
        // SAFETY: by contract; a `bool` is one byte.
        match unsafe { value.cast::<u8>().read() } {
            0 | 1 => Ok(()),
            other => Err(InvalidArgument::value(other.into(), "and a `bool` is 0 or 1")),
        }
    }
}

// SAFETY: a number, checked to be one of a character.
unsafe impl FfiType for char {
    const TRIVIAL: bool = false;
    const BUILT_IN: bool = true;

    unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
        // SAFETY: by contract; a `char` is a `u32`.
        super::value::character(unsafe { value.cast::<u32>().read() }).map(|_| ())
    }
}

// SAFETY: each element is checked.
unsafe impl<T: FfiType, const N: usize> FfiType for [T; N] {
    const TRIVIAL: bool = T::TRIVIAL;
    const BUILT_IN: bool = T::BUILT_IN;

    unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
        // SAFETY: by contract, for an array is its elements.
        unsafe { elements(value.cast::<T>(), N) }
    }
}

/// Whether each of `len` elements is a value.
///
/// # Safety
///
/// As [`FfiType::valid`], for all of them.
pub(super) unsafe fn elements<T: FfiType>(
    first: *const T,
    len: usize,
) -> Result<(), InvalidArgument> {
    if T::TRIVIAL {
        return Ok(());
    }
    // SAFETY: by contract; each lies within.
    (0..len).try_for_each(|index| unsafe { T::valid(first.add(index)) })
}

/// A type whose `Option` C passes in the same bits: null, or 0, is `None`.
///
/// # Safety
///
/// `Option<Self>` has the size of `Self` and no invalid bit pattern. If it is a function pointer that is safe to call,
/// its result is [`AnyBits`].
#[diagnostic::on_unimplemented(
    message = "C cannot pass an `Option<{Self}>`, because no bit pattern is left for `None`",
    label = "has no C ABI",
    note = "take a pointer that may be null, as `Option<&{Self}>`, or a flag beside the value; return a `Result` with \
            `status`"
)]
pub unsafe trait Nullable {}

// SAFETY: no bit pattern is invalid, by the contract of `Nullable`.
unsafe impl<T: Nullable> FfiType for Option<T> {
    const TRIVIAL: bool = true;

    unsafe fn valid(_: *const Self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

// SAFETY: by the contract of `Nullable`.
unsafe impl<T: Nullable> AnyBits for Option<T> {}

/// `NonZero` numbers.
macro_rules! non_zero {
    ($($ty:ty),*) => {$(
        #[diagnostic::do_not_recommend]
        // SAFETY: every number but 0, which is rejected, is a value.
        unsafe impl FfiType for NonZero<$ty> {
            const TRIVIAL: bool = false;
            const BUILT_IN: bool = true;

            unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
                // SAFETY: readable and aligned, by the contract of `valid`; the layout is the number's.
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

/// Function pointers, which are never null.
///
/// Rust calls a safe one and takes its result unchecked: the result must be `AnyBits`.
macro_rules! functions {
    ($($arg:ident),*) => {
        functions!(@one [R: AnyBits, $($arg: FfiType),*] extern "C" fn($($arg),*) -> R);
        functions!(@one [R, $($arg),*] unsafe extern "C" fn($($arg),*) -> R);
    };
    (@one [$($generics:tt)*] $ty:ty) => {
        // SAFETY: any address but null, which is rejected, may belong to a function.
        unsafe impl<$($generics)*> FfiType for $ty {
            const TRIVIAL: bool = false;
            const BUILT_IN: bool = true;

            unsafe fn valid(value: *const Self) -> Result<(), InvalidArgument> {
                // SAFETY: readable and aligned, by the contract of `valid`; a function pointer is an address.
                if unsafe { value.cast::<usize>().read() } == 0 {
                    return Err(InvalidArgument::new("is null"));
                }
                Ok(())
            }
        }

        // SAFETY: null is `None`, any other address may belong to a function, and the impl asks for an `AnyBits` result.
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
