//! The warm side of every shim: the author's body in its catch.
//!
//! The body is a function pointer and its arguments are one tuple, where a closure would do. A closure is a type of
//! its own, and the compiler would build all that stands between it and the catch once an export, which a debug build
//! of many exports spends most of its time on. These are built once a signature: `tests/debug_build.rs` counts. The
//! optimiser inlines them into each shim, finds the pointer to be a constant, and leaves what it makes of the closure.

use crate::panic::fallback::Fallback;
use crate::panic::payload::Payload;
use crate::panic::recover::{self, Name, PanicDestination};
use crate::track::tracked_call;
use std::mem::forget;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Calls `body`: its value, or the payload of its panic.
///
/// # Errors
///
/// The payload.
#[inline]
pub fn catch<A, R>(function: Name, body: fn(A) -> R, arguments: A) -> Result<R, Payload> {
    tracked_call!(function, catch_unwind(AssertUnwindSafe(move || body(arguments))))
}

/// Calls `body`: its value, or, once its panic is recorded, `fallback`, which is a constant or a copy. Its destructor is
/// for who gets it, and does not run where nobody does.
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

/// Calls `body`: its value, or, once its panic is recorded, what the type itself names.
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

/// Calls `body` where its panic goes on: in a body that has more to do.
#[inline]
pub fn call<A, R>(body: fn(A) -> R, arguments: A) -> R {
    body(arguments)
}
