//! The arguments of a callback that C provides: values, and pointers to what Rust lends until the callback returns.

use crate::convert::{AnyBits, DataAccess, FfiType, PassByPointer};
use std::ffi::{CStr, c_char};
use std::ptr;

/// Returns the value unchanged; compiles only if C can receive it.
#[inline(always)]
pub fn value<T: FfiType>(value: T) -> T {
    value
}

/// Returns the bytes of a text, without a NUL at their end.
#[inline(always)]
#[must_use]
pub fn text(text: &str) -> (*const c_char, usize) {
    (text.as_ptr().cast(), text.len())
}

/// Returns the bytes of a text, or null.
#[inline(always)]
#[must_use]
pub fn optional_text(text: Option<&str>) -> (*const c_char, usize) {
    text.map_or((ptr::null(), 0), self::text)
}

/// Returns the address of a C string.
#[inline(always)]
#[must_use]
pub fn c_str(text: &CStr) -> *const c_char {
    text.as_ptr()
}

/// Returns the address of a C string, or null.
#[inline(always)]
#[must_use]
pub fn optional_c_str(text: Option<&CStr>) -> *const c_char {
    text.map_or(ptr::null(), CStr::as_ptr)
}

/// Returns the elements of a slice.
#[inline(always)]
#[must_use]
pub fn slice<T: FfiType>(slice: &[T]) -> (*const T, usize) {
    (slice.as_ptr(), slice.len())
}

/// Returns the elements of a slice, or null.
#[inline(always)]
#[must_use]
pub fn optional_slice<T: FfiType>(slice: Option<&[T]>) -> (*const T, usize) {
    slice.map_or((ptr::null(), 0), self::slice)
}

/// Returns the elements of a slice that C may write to.
#[inline(always)]
#[must_use]
pub fn slice_mut<T: FfiType + AnyBits>(slice: &mut [T]) -> (*mut T, usize) {
    (slice.as_mut_ptr(), slice.len())
}

/// Returns the elements of a slice that C may write to, or null.
#[inline(always)]
#[must_use]
pub fn optional_slice_mut<T: FfiType + AnyBits>(slice: Option<&mut [T]>) -> (*mut T, usize) {
    slice.map_or((ptr::null_mut(), 0), self::slice_mut)
}

/// Lends a value to C for reading.
#[diagnostic::on_unimplemented(
    message = "`{T}` is a handle, which a callback from C cannot borrow yet",
    label = "is not lent to C",
    note = "pass a number that identifies the object, or its data as a type with `#[derive(FfiType)]`"
)]
pub trait Lend<T> {
    /// Returns the pointer for C.
    fn lend(value: &T) -> *const T;
}

/// Lends a value to C for reading and writing.
#[diagnostic::on_unimplemented(
    message = "`{T}` is a handle, which a callback from C cannot borrow yet",
    label = "is not lent to C",
    note = "pass a number that identifies the object, or its data as a type with `#[derive(FfiType)]`"
)]
pub trait LendMut<T> {
    /// Returns the pointer for C.
    fn lend_mut(value: &mut T) -> *mut T;
}

impl<T: FfiType> Lend<T> for DataAccess {
    #[inline(always)]
    fn lend(value: &T) -> *const T {
        ptr::from_ref(value)
    }
}

impl<T: FfiType + AnyBits> LendMut<T> for DataAccess {
    #[inline(always)]
    fn lend_mut(value: &mut T) -> *mut T {
        ptr::from_mut(value)
    }
}

/// Returns the address of a value.
#[inline(always)]
#[must_use]
pub fn reference<T: PassByPointer>(value: &T) -> *const T
where
    T::Access: Lend<T>,
{
    T::Access::lend(value)
}

/// Returns the address of a value, or null.
#[inline(always)]
#[must_use]
pub fn optional_reference<T: PassByPointer>(value: Option<&T>) -> *const T
where
    T::Access: Lend<T>,
{
    value.map_or(ptr::null(), reference)
}

/// Returns the address of a value that C may write to.
#[inline(always)]
#[must_use]
pub fn reference_mut<T: PassByPointer>(value: &mut T) -> *mut T
where
    T::Access: LendMut<T>,
{
    T::Access::lend_mut(value)
}

/// Returns the address of a value that C may write to, or null.
#[inline(always)]
#[must_use]
pub fn optional_reference_mut<T: PassByPointer>(value: Option<&mut T>) -> *mut T
where
    T::Access: LendMut<T>,
{
    value.map_or(ptr::null_mut(), reference_mut)
}
