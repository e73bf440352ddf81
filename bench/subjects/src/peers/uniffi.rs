//! uniffi: the code that its macros generate around a function, with the functions of `uniffi_core`. Left out are the
//! second export of each function, which takes its arguments in a buffer, checksums and metadata.

use bench_bodies::Negative;
use std::mem;
use std::panic::UnwindSafe;
use uniffi_core::deps::anyhow::Error;
use uniffi_core::{
    Lift, LiftArgsError, LowerError, LowerReturn, RustBuffer, RustCallStatus, rust_call,
};

/// A type that each crate defines to implement the traits of uniffi.
struct UniFfiTag;

// SAFETY: the foreign side reads only the initialized part of a buffer made from a vector.
unsafe impl LowerError<UniFfiTag> for Negative {
    fn lower_error(Negative: Self) -> RustBuffer {
        RustBuffer::from_vec(1_i32.to_be_bytes().to_vec())
    }
}

/// Converts the arguments, calls the function, and converts the result, inside the catch.
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

/// Frees the message of a failed call.
#[no_mangle]
extern "C" fn uniffi_discard(status: &mut RustCallStatus) {
    let status = mem::take(status);
    mem::ManuallyDrop::into_inner(status.error_buf).destroy();
}
