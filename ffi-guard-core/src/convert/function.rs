//! Checks of function pointers.

use super::InvalidArgument;

/// Checks a function pointer. The shim receives it as an `Option`, because rustc would optimize away a null check of a
/// bare function pointer.
///
/// # Errors
///
/// Returns an error if it is null.
#[inline(always)]
pub fn function<F>(pointer: Option<F>) -> Result<F, InvalidArgument> {
    pointer.ok_or(InvalidArgument::new("is null"))
}

/// Accepts a function pointer that may be null.
///
/// # Errors
///
/// Never returns an error; the signature is the one of the other checks.
#[inline(always)]
pub fn optional_function<F>(pointer: Option<F>) -> Result<Option<F>, InvalidArgument> {
    Ok(pointer)
}
