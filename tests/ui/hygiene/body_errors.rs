//! Errors in the body and in the signature are reported at their position in the source, once each.
#![deny(unused)]
use ffi_guard::ffi_export;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn mismatched(value: i32) -> i32 {
    value as i64
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn unused_parameter(value: i32) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn unused_mut(mut value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
pub fn unknown_type(value: Unknown) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn question_mark(value: i32) -> i32 {
    None?
}

fn main() {}
