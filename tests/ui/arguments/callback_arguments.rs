//! Arguments of `#[ffi_callback]`. All errors are reported at once.
use ffi_guard::ffi_callback;

#[ffi_callback(name = "other", abi = "system", fallback)]
extern "C" fn arguments(value: i32) -> i32 {
    value
}

#[ffi_callback(fallback = -1, abort)]
extern "C" fn contradiction(value: i32) -> i32 {
    value
}

#[ffi_callback]
extern "C" fn no_fallback(value: i32) -> i32 {
    value
}

fn main() {}
