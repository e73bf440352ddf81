//! ffi-support: `call_with_result`, which allocates the message for the caller.

use bench_bodies::Negative;
use ffi_support::{ErrorCode, ExternError};

fn failure(Negative: Negative) -> ExternError {
    ExternError::new_error(ErrorCode::new(1), "the number is negative")
}

macro_rules! call {
    ($status:ident, ($($name:ident: $type:ty),*), $body:expr) => {
        ffi_support::call_with_result($status, || -> Result<_, ExternError> { Ok($body) })
    };
}

macro_rules! fallible {
    ($status:ident, $name:ident, $body:expr) => {
        ffi_support::call_with_result($status, || $body.map_err(failure))
    };
}

super::status::exports!(ffi_support, 8, ExternError, call, fallible);

/// Frees the message of a failed call.
#[no_mangle]
extern "C" fn ffi_support_discard(status: &mut ExternError) {
    // SAFETY: the message was allocated by the previous call, and is not used again.
    unsafe { std::mem::take(status).manually_release() };
}
