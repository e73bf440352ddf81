//! `#[ffi(..)]` on the parameters of functions whose arguments are not converted.
use ffi_guard::{ffi_callback, ffi_export};

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn exported(#[ffi(unchecked)] first: i32, second: i32) -> i32 {
    first / second
}

#[ffi_callback(fallback = 0)]
extern "C" fn callback(first: i32, #[ffi(checked)] second: i32) -> i32 {
    first / second
}

fn main() {}
