//! Functions that cannot return a status, and arguments that cannot be combined with one.
use ffi_guard::ffi_export;

#[ffi_export(status)]
pub fn infallible(value: i32) -> i32 {
    value
}

#[ffi_export(status)]
#[unsafe(no_mangle)]
pub extern "C" fn c_form(value: i32) -> i32 {
    value
}

#[ffi_export(status, fallback = -1)]
pub fn with_fallback(value: i32) -> Result<i32, String> {
    Ok(value)
}

#[ffi_export(abort, status)]
pub fn with_abort(value: i32) -> Result<i32, String> {
    Ok(value)
}

#[ffi_export(status = 1)]
pub fn no_type(value: i32) -> Result<i32, String> {
    Ok(value)
}

fn main() {}
