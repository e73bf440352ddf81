//! A fallback whose type differs from the return type.
use ffi_guard::ffi_export;

#[ffi_export(fallback = "none")]
#[unsafe(no_mangle)]
pub extern "C" fn literal(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = value)]
pub fn path(value: i64) -> i32 {
    value as i32
}

#[ffi_export(fallback = value + 1)]
pub fn expression(value: i64) -> i32 {
    value as i32
}

#[ffi_export(fallback = |error| error.message())]
pub fn closure(value: i64) -> i32 {
    value as i32
}

#[ffi_export(fallback = -1)]
pub fn nothing_returned(_value: i32) {}

fn main() {}
