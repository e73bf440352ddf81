//! [`AnyBits`]: types that have no invalid bit pattern.

/// A type without invalid bit patterns: Rust can use any bytes that C writes, without a check.
///
/// Arguments are checked when a call begins. What C returns from a function pointer, or writes through a pointer that
/// it received from a callback, arrives later and is not checked, so it must have such a type.
///
/// Implemented for numbers, raw pointers, `()`, `Option` of a function pointer with a C ABI, `Option` of
/// [`NonZero`](std::num::NonZero), and arrays of such types. `#[derive(FfiType)]` implements it for a struct if all
/// fields implement it. `bool`, `char`, enums, references and owners do not: take a number, such as `u8` or `i32`, and
/// convert it.
///
/// # Examples
///
/// ```
/// use ffi_guard::{FfiType, ffi_export};
///
/// #[derive(Clone, Copy, FfiType)]
/// #[repr(C)]
/// pub struct Point {
///     pub x: i32,
///     pub y: i32,
/// }
///
/// /// In C: `bool any_bits_doc_left(Point (*at)(uint32_t index), uint8_t (*is_left)(Point point))`.
/// #[ffi_export(fallback = false)]
/// pub fn any_bits_doc_left(
///     at: extern "C" fn(index: u32) -> Point,
///     // Not `-> bool`: C may return any byte.
///     is_left: extern "C" fn(point: Point) -> u8,
/// ) -> bool {
///     is_left(at(0)) != 0
/// }
/// # fn main() {}
/// ```
///
/// # Safety
///
/// Every bit pattern of the size of `Self`, ignoring padding, is a value of `Self`. If it contains a function pointer
/// that is safe to call, the return type of that function is `AnyBits`.
#[diagnostic::on_unimplemented(
    message = "C may write any bits here, and not all of them are a `{Self}`",
    label = "has invalid bit patterns",
    note = "take a number, such as `u8` or `i32`, and convert it in Rust; a bare function pointer is never null, so write \
            `Option` around it",
    note = "for your own struct of such fields: `#[derive(ffi_guard::FfiType)]`, with `#[repr(C)]`"
)]
pub unsafe trait AnyBits {}

macro_rules! any_bits {
    ($($ty:ty),*) => {$(
        // SAFETY: every bit pattern of a number type is a number; `()` has no bits.
        unsafe impl AnyBits for $ty {}
    )*};
}
any_bits!((), u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64);

// SAFETY: every bit pattern is an address, and a raw pointer may hold any address.
unsafe impl<T> AnyBits for *const T {}

// SAFETY: every bit pattern is an address, and a raw pointer may hold any address.
unsafe impl<T> AnyBits for *mut T {}

// SAFETY: an array has no bits besides its elements, and every element is `AnyBits`.
unsafe impl<T: AnyBits, const N: usize> AnyBits for [T; N] {}

/// [`AnyBits`] for the type of a field.
///
/// The derive bounds its impl by `for<'a> Field: AnyBitsField<'a>`. rustc rejects an unsatisfied bound without
/// parameters or lifetimes; with this one it ignores the impl instead.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "C may write any bits here, and not all of them are a `{Self}`",
    label = "has a field with invalid bit patterns",
    note = "take the parts of the struct, or a struct with a number, such as `u8` or `i32`, instead of `{Self}`"
)]
pub trait AnyBitsField<'a> {}

#[diagnostic::do_not_recommend]
impl<T: AnyBits> AnyBitsField<'_> for T {}

/// Compiles only if every bit pattern is a value of `T`.
#[doc(hidden)]
pub const fn require_any_bits<T: AnyBits>() {}
