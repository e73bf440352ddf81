//! Checks of values passed by value.

use super::{FfiType, InvalidArgument};
use std::mem::MaybeUninit;

/// Returns the value unchanged; compiles only if C can receive it.
#[inline(always)]
pub fn returned<T: FfiType>(value: T) -> T {
    value
}

/// Checks whether the bytes that C passed are a value of the type. Takes no ownership: a rejected value is not dropped.
///
/// # Errors
///
/// Returns the reason if they are not.
///
/// # Safety
///
/// C has passed the bytes by its prototype, so all of them except padding are initialized.
#[inline(always)]
pub unsafe fn value<T: FfiType>(passed: &MaybeUninit<T>) -> Result<(), InvalidArgument> {
    if T::TRIVIAL {
        return Ok(());
    }
    // SAFETY: a reference is readable and aligned; the caller guarantees that all bytes that `valid` reads are
    // initialized.
    unsafe { T::valid(passed.as_ptr()) }
}
