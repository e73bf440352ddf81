//! No fallback, and a return type without a default one.
use ffi_guard::{FfiType, ffi_export};

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn c_form(value: i32) -> i32 {
    value
}

#[ffi_export]
pub fn rust_form(value: f64) -> f64 {
    value
}

#[derive(FfiType)]
#[repr(C)]
pub struct Mine(i32);

#[ffi_export]
pub fn own_type(value: i32) -> Mine {
    Mine(value)
}

fn main() {}
