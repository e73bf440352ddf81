//! Out-parameters.

use super::pointer::{aligned, non_null};
use super::{FfiType, InvalidArgument};
use crate::panic::fallback::Fallback;
use std::marker::PhantomData;
use std::ptr::NonNull;

/// An out-parameter: `T *` in C. If C may pass null: `Option<Out<'_, T>>`.
///
/// C owns what it receives for a `Box<T>` (`T **`), an `Arc<T>` (`T **`, one reference), a `String` or a `CString`
/// (`char **`) and a `Vec<T>` (`mylib_vec_T *`), or for an `Option` of one of them.
///
/// The shim writes the value after the function has returned, and only if it succeeded. A panic or an `Err` leaves C's
/// memory unchanged, except that a pointer for an owner is set to null before the function runs. If the call is rejected,
/// because of an invalid argument or a poisoned object, this pointer is unchanged as well: it could overlap another
/// argument. The memory is never read, so it may be uninitialized.
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
    /// Creates an out-parameter that stores its value in `slot`.
    pub fn new(slot: &'a mut Option<T>) -> Self {
        Self { slot }
    }

    /// Sets the value. A later value replaces an earlier one.
    pub fn set(&mut self, value: T) {
        *self.slot = Some(value);
    }
}

/// The address of an out-parameter, which `out` has checked.
///
/// Invariant in `T`, like `CheckedRef`.
pub struct OutPointer<T>(NonNull<T>, PhantomData<*mut T>);

/// A type that C can receive through an out-parameter.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be returned to C through an out-parameter",
    label = "`FfiType` is not implemented for this type",
    note = "for a handle: write `Box<{Self}>` in its place, in the `Out`, the `Result` or the `Option`",
    note = "for your own type that C can declare: `#[derive(ffi_guard::FfiType)]`, with a `#[repr(..)]`"
)]
pub trait OutValue: FfiType {}

#[diagnostic::do_not_recommend]
impl<T: FfiType> OutValue for T {}

/// Checks the pointer of an out-parameter for null and alignment.
///
/// # Errors
///
/// Returns an error if it is null or misaligned.
///
/// # Safety
///
/// `pointer` is null, misaligned, or valid for writes of a `T`, and nobody else uses that memory during the call.
#[inline(always)]
pub unsafe fn out<T: OutValue>(pointer: *mut T) -> Result<OutPointer<T>, InvalidArgument> {
    let address = non_null(pointer)?;
    aligned(pointer)?;
    Ok(OutPointer(address, PhantomData))
}

/// [`out`] for an optional out-parameter.
///
/// # Errors
///
/// Returns an error if the pointer is misaligned.
///
/// # Safety
///
/// As for [`out`].
#[inline(always)]
pub unsafe fn optional_out<T: OutValue>(
    pointer: *mut T,
) -> Result<Option<OutPointer<T>>, InvalidArgument> {
    if pointer.is_null() {
        return Ok(None);
    }
    // SAFETY: this function has the contract of `out`, which the caller upholds.
    unsafe { out(pointer).map(Some) }
}

impl<T> OutPointer<T> {
    /// Writes the value, if there is one.
    #[inline(always)]
    pub fn write(&self, value: Option<T>) {
        if let Some(value) = value {
            // SAFETY: the caller of `out` guarantees that the memory is valid for writes and that nobody else uses it
            // during this call.
            unsafe { self.0.write(value) }
        }
    }
}

impl<T: Fallback> OutPointer<T> {
    /// Writes null, so that C has nothing to free and nothing to read.
    #[inline(always)]
    pub fn clear(&self) {
        self.write(Some(T::fallback()));
    }
}
