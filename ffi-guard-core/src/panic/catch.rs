//! Calls the body of a guarded function and catches its panic.
//!
//! The body is a function pointer, and its arguments are one tuple. A function pointer monomorphizes the catch once per
//! signature; a closure would, once per export, which dominates debug builds with many exports (`tests/debug_build.rs`
//! counts). The optimizer inlines these functions into each shim, where the pointer is a constant, so optimized code is
//! the same as with a closure.

use crate::panic::fallback::Fallback;
use crate::panic::name::Name;
use crate::panic::payload::Payload;
use crate::panic::recover::{self, PanicDestination};
use crate::track::tracked_call;
use std::mem::forget;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Calls `body`. Returns its value, or the payload of its panic.
///
/// # Errors
///
/// Returns the payload if `body` panics.
#[inline]
pub fn catch<A, R>(function: Name, body: fn(A) -> R, arguments: A) -> Result<R, Payload> {
    tracked_call!(function, catch_unwind(AssertUnwindSafe(move || body(arguments))))
}

/// Calls `body`. Returns its value, or records its panic and returns `fallback`. The fallback is a constant or a copy;
/// it is not dropped if it is not returned.
#[inline]
pub fn catch_or<D: PanicDestination, A, R>(
    function: Name,
    body: fn(A) -> R,
    arguments: A,
    fallback: R,
) -> R {
    match catch(function, body, arguments) {
        Ok(value) => {
            forget(fallback);
            value
        }
        Err(payload) => recover::record::<D, R>(function, payload, fallback),
    }
}

/// Calls `body`. Returns its value, or records its panic and returns the fallback of the type.
#[inline]
pub fn catch_or_default<D: PanicDestination, A, R: Fallback>(
    function: Name,
    body: fn(A) -> R,
    arguments: A,
) -> R {
    match catch(function, body, arguments) {
        Ok(value) => value,
        Err(payload) => recover::recover_default::<D, R>(function, payload),
    }
}

/// Calls `body` without a catch, inside a larger guarded body.
#[inline]
pub fn call<A, R>(body: fn(A) -> R, arguments: A) -> R {
    body(arguments)
}
