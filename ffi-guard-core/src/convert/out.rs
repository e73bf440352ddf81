//! Arguments that the body writes.

use super::pointer::{aligned, non_null};
use super::{FfiType, FfiVec, InvalidArgument};
use std::marker::PhantomData;
use std::ptr::NonNull;

/// An argument by which a function gives C a value: `T *` in C, an out-parameter.
///
/// What the function sets is written when it has returned, and only if it succeeded: a panic, and an `Err`,
/// leave C's memory as it was (a pointer that is to get an owner is set to null first). It is never read, so
/// C may pass memory that holds nothing yet.
///
/// # Examples
///
/// ```
/// use ffi_guard::{Out, ffi_export};
///
/// #[ffi_export(fallback = -1)]
/// pub fn out_doc_divide(a: i32, b: i32, mut quotient: Out<'_, i32>) -> i32 {
///     quotient.set(a / b);
///     0
/// }
///
/// // For Rust, and its tests:
/// let mut quotient = None;
/// assert_eq!(out_doc_divide(6, 3, Out::new(&mut quotient)), 0);
/// assert_eq!(quotient, Some(2));
/// ```
#[derive(Debug)]
pub struct Out<'a, T> {
    slot: &'a mut Option<T>,
}

impl<'a, T> Out<'a, T> {
    /// An out-parameter whose value arrives in `slot`.
    pub fn new(slot: &'a mut Option<T>) -> Self {
        Self { slot }
    }

    /// Sets what C is to get. The last value counts.
    pub fn set(&mut self, value: T) {
        *self.slot = Some(value);
    }
}

/// Where C wants a value: an address that `out` has been promised to be one for writing.
///
/// Of exactly this `T`, as `CheckedRef` is.
pub struct OutPointer<T>(NonNull<T>, PhantomData<*mut T>);

/// A type that C can receive through an out-parameter.
#[diagnostic::on_unimplemented(
    message = "C cannot get a `{Self}` through an out-parameter",
    label = "not known to be a type for C",
    note = "for a handle: `Out<'_, Box<{Self}>>`, or `Result<Box<{Self}>, _>` with `status`",
    note = "for your own type that C can declare: `#[derive(ffi_guard::FfiType)]`, with a `#[repr(..)]`"
)]
pub trait OutValue: FfiType {}

#[diagnostic::do_not_recommend]
impl<T: FfiType> OutValue for T {}

/// Whether a pointer may be written to, as far as can be told.
///
/// # Errors
///
/// If it is null or misaligned.
///
/// # Safety
///
/// Null, misaligned, or pointing to memory of the size of `T` that can be written, and that nobody else uses
/// during the call.
#[inline(always)]
pub unsafe fn out<T: OutValue>(pointer: *mut T) -> Result<OutPointer<T>, InvalidArgument> {
    let address = non_null(pointer)?;
    aligned(pointer)?;
    Ok(OutPointer(address, PhantomData))
}

impl<T> OutPointer<T> {
    /// Writes a value, if there is one.
    #[inline(always)]
    pub fn write(&self, value: Option<T>) {
        if let Some(value) = value {
            // SAFETY: `out` was promised that it can be written, and that nothing else uses it in this call.
            unsafe { self.0.write(value) }
        }
    }
}

impl<T> OutPointer<*mut T> {
    /// Sets a pointer to null, which says that there is nothing to free.
    #[inline(always)]
    pub fn clear(&self) {
        self.write(Some(std::ptr::null_mut()));
    }
}

impl<T> OutPointer<*const T> {
    /// Sets a pointer to null, which says that there is nothing to free.
    #[inline(always)]
    pub fn clear(&self) {
        self.write(Some(std::ptr::null()));
    }
}

impl<T> OutPointer<FfiVec<T>> {
    /// Sets a list to null, which says that there is nothing to free.
    #[inline(always)]
    pub fn clear(&self) {
        self.write(Some(FfiVec::NULL));
    }
}
