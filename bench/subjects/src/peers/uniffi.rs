//! uniffi: what its macros generate around a function, by the functions of `uniffi_core` that they call. Left out is
//! what they generate beside it: the second export of each function that takes its arguments in a buffer, checksums,
//! metadata.

use bench_bodies::Negative;
use std::mem;
use std::panic::UnwindSafe;
use uniffi_core::deps::anyhow::Error;
use uniffi_core::{
    Lift, LiftArgsError, LowerError, LowerReturn, RustBuffer, RustCallStatus, rust_call,
};

/// What each crate has of its own, for the implementations of its types.
struct UniFfiTag;

// SAFETY: a buffer that is made of a vector holds what the foreign side reads of it.
unsafe impl LowerError<UniFfiTag> for Negative {
    fn lower_error(Negative: Self) -> RustBuffer {
        RustBuffer::from_vec(1_i32.to_be_bytes().to_vec())
    }
}

/// Converts the arguments, calls, and converts the result, inside of the catch.
#[inline(always)]
fn shim<A, R: LowerReturn<UniFfiTag>>(
    status: &mut RustCallStatus,
    lift: impl FnOnce() -> Result<A, (&'static str, Error)> + UnwindSafe,
    call: impl FnOnce(A) -> R + UnwindSafe,
) -> R::ReturnType {
    rust_call(status, || match lift() {
        Ok(arguments) => R::lower_return(call(arguments)),
        Err((arg_name, error)) => R::handle_failed_lift(LiftArgsError { arg_name, error }),
    })
}

macro_rules! call {
    ($status:ident, ($($name:ident: $type:ty),*), $body:expr) => {
        shim(
            $status,
            move || {
                Ok(($(
                    match <$type as Lift<UniFfiTag>>::try_lift($name) {
                        Ok(value) => value,
                        Err(error) => return Err((stringify!($name), error)),
                    },
                )*))
            },
            move |arguments| {
                let ($($name,)*) = arguments;
                $body
            },
        )
    };
}

macro_rules! fallible {
    ($status:ident, $name:ident, $body:expr) => {
        call!($status, ($name: i64), $body)
    };
}

super::status::exports!(uniffi, 9, RustCallStatus, call, fallible);

/// Frees what a failed call has allocated.
#[no_mangle]
extern "C" fn uniffi_discard(status: &mut RustCallStatus) {
    let status = mem::take(status);
    mem::ManuallyDrop::into_inner(status.error_buf).destroy();
}
