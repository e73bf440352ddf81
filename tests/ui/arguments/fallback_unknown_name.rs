//! A fallback with an unknown name.
use ffi_guard::ffi_export;

#[ffi_export(fallback = FAILED)]
#[unsafe(no_mangle)]
pub extern "C" fn constant(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = inner + 1)]
pub fn name_of_the_body(value: i32) -> i32 {
    let inner = value;
    inner
}

fn main() {}
