//! The arguments of a callback that C provides: values, and pointers to what Rust lends until the callback returns.

use super::result::unwind_poisoned;
use crate::convert::{AnyBits, DataAccess, FfiType, InvalidArgument, PassByPointer};
use crate::panic::name::Name;
use std::ffi::{CStr, c_char};
use std::fmt::Display;
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

/// A value that is lent to C until this is dropped.
pub trait LentPointer<T> {
    /// Returns the pointer for C. The value must not move afterwards.
    fn pointer(&mut self) -> *mut T;

    /// Checks the value after the callback has returned.
    ///
    /// # Errors
    ///
    /// Returns an error if a panic has poisoned it.
    #[inline(always)]
    fn finish(&self) -> Result<(), InvalidArgument> {
        Ok(())
    }
}

impl<T, L: LentPointer<T>> LentPointer<T> for Option<L> {
    #[inline(always)]
    fn pointer(&mut self) -> *mut T {
        self.as_mut().map_or(ptr::null_mut(), L::pointer)
    }

    #[inline(always)]
    fn finish(&self) -> Result<(), InvalidArgument> {
        self.as_ref().map_or(Ok(()), L::finish)
    }
}

/// Lends a value to C for reading.
pub trait Lend<T> {
    /// A value that is lent.
    type Lent: LentPointer<T>;

    /// Lends the value, which the caller borrows until the result is dropped.
    fn lend(value: &T) -> Self::Lent;
}

/// Lends a value to C for reading and writing.
pub trait LendMut<T> {
    /// A value that is lent.
    type Lent: LentPointer<T>;

    /// Lends the value, which the caller borrows until the result is dropped.
    fn lend_mut(value: &mut T) -> Self::Lent;
}

/// Data that is lent, by its address.
pub struct LentData<T>(*mut T);

impl<T> LentPointer<T> for LentData<T> {
    #[inline(always)]
    fn pointer(&mut self) -> *mut T {
        self.0
    }
}

impl<T: FfiType> Lend<T> for DataAccess {
    type Lent = LentData<T>;

    #[inline(always)]
    fn lend(value: &T) -> LentData<T> {
        LentData(ptr::from_ref(value).cast_mut())
    }
}

impl<T: FfiType + AnyBits> LendMut<T> for DataAccess {
    type Lent = LentData<T>;

    #[inline(always)]
    fn lend_mut(value: &mut T) -> LentData<T> {
        LentData(ptr::from_mut(value))
    }
}

/// Lends a value to C.
#[inline(always)]
pub fn reference<T: PassByPointer>(value: &T) -> <T::Access as Lend<T>>::Lent
where
    T::Access: Lend<T>,
{
    T::Access::lend(value)
}

/// Lends a value to C, if there is one.
#[inline(always)]
pub fn optional_reference<T: PassByPointer>(
    value: Option<&T>,
) -> Option<<T::Access as Lend<T>>::Lent>
where
    T::Access: Lend<T>,
{
    value.map(reference)
}

/// Lends a value that C may write to.
#[inline(always)]
pub fn reference_mut<T: PassByPointer>(value: &mut T) -> <T::Access as LendMut<T>>::Lent
where
    T::Access: LendMut<T>,
{
    T::Access::lend_mut(value)
}

/// Lends a value that C may write to, if there is one.
#[inline(always)]
pub fn optional_reference_mut<T: PassByPointer>(
    value: Option<&mut T>,
) -> Option<<T::Access as LendMut<T>>::Lent>
where
    T::Access: LendMut<T>,
{
    value.map(reference_mut)
}

/// References that are lent, as an array of pointers.
pub struct LentPointers<L, T> {
    lent: Vec<L>,
    pointers: Vec<*const T>,
}

/// Lends each value of a list.
pub fn references<T: PassByPointer>(values: &[&T]) -> LentPointers<<T::Access as Lend<T>>::Lent, T>
where
    T::Access: Lend<T>,
{
    let mut lent: Vec<_> = values.iter().map(|value| reference(*value)).collect();
    let pointers = lent.iter_mut().map(|lent| lent.pointer().cast_const()).collect();
    LentPointers { lent, pointers }
}

impl<L: LentPointer<T>, T> LentPointers<L, T> {
    /// Unwinds if a panic has poisoned a value.
    pub fn finish(&self, callback: Name) {
        self.lent.iter().for_each(|lent| finish(callback, lent));
    }

    /// Returns the pointers for C, and their number.
    #[must_use]
    pub fn array(&self) -> (*const *const T, usize) {
        (self.pointers.as_ptr(), self.pointers.len())
    }
}

/// Returns the pointer of a value that is lent.
#[inline(always)]
#[must_use]
pub fn pointer<T, L: LentPointer<T>>(lent: &mut L) -> *const T {
    lent.pointer().cast_const()
}

/// Returns the pointer of a value that is lent and that C may write to.
#[inline(always)]
#[must_use]
pub fn pointer_mut<T, L: LentPointer<T>>(lent: &mut L) -> *mut T {
    lent.pointer()
}

/// Unwinds if a panic has poisoned a value that was lent.
#[inline(always)]
pub fn finish<T, L: LentPointer<T>>(callback: Name, lent: &L) {
    if let Err(reason) = lent.finish() {
        unwind_poisoned(callback, reason);
    }
}

/// Returns an owner that C gets if all other arguments can be converted, too.
///
/// # Panics
///
/// Panics if the value could not be converted: a string contains a NUL, or no handle can be created.
#[inline(always)]
#[must_use]
pub fn given<T, E: Display>(converted: Result<T, E>) -> T {
    converted.unwrap_or_else(|error| not_given(&error))
}

#[cold]
#[inline(never)]
fn not_given(error: &dyn Display) -> ! {
    panic!("a callback could not be called: {error}")
}
