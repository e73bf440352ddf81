//! Values of the author's own types.

use super::{FfiType, InvalidArgument};
use std::mem::MaybeUninit;

/// A value on its way to C.
#[inline(always)]
pub fn returned<T: FfiType>(value: T) -> T {
    value
}

/// Whether what C passed is a value of the type. Nothing is taken: a value that is refused is not dropped.
///
/// # Errors
///
/// Why it is none.
///
/// # Safety
///
/// C has passed it, so that all but the padding is initialised.
#[inline(always)]
pub unsafe fn value<T: FfiType>(passed: &MaybeUninit<T>) -> Result<(), InvalidArgument> {
    if T::TRIVIAL {
        return Ok(());
    }
    // SAFETY: a reference can be read and is aligned; by contract all is initialised that `valid` reads.
    unsafe { T::valid(passed.as_ptr()) }
}

/// A `char`, which C passes as a number.
///
/// # Errors
///
/// If the number is none of a character.
#[inline(always)]
pub fn character(number: u32) -> Result<char, InvalidArgument> {
    let why = "which is the number of no character";
    char::from_u32(number).ok_or(InvalidArgument::value(number as i128, why))
}
