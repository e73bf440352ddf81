//! Function pointers.

use super::InvalidArgument;

/// A function pointer, received as an `Option`: of a bare one rustc would remove the check for null.
///
/// # Errors
///
/// If it is null.
#[inline(always)]
pub fn function<F>(pointer: Option<F>) -> Result<F, InvalidArgument> {
    pointer.ok_or(InvalidArgument::new("is null"))
}

/// An `Option` of a function pointer, which may be null.
///
/// # Errors
///
/// None.
#[inline(always)]
pub fn optional_function<F>(pointer: Option<F>) -> Result<Option<F>, InvalidArgument> {
    Ok(pointer)
}
