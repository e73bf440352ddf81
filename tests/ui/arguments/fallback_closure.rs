//! Closures that cannot be a fallback.
use ffi_guard::ffi_export;

#[ffi_export(fallback = || -1)]
pub fn no_argument(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = |error, value| -1)]
pub fn two_arguments(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = |error: ffi_guard::Error| -1)]
pub fn by_value(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = async |error| -1)]
pub fn asynchronous(value: i32) -> i32 {
    value
}

fn main() {}
