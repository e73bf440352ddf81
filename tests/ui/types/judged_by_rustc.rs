//! Types that only the compiler can check: it rejects them in the C form and in the Rust form's shim,
//! unless the author allows them.
#![allow(dead_code)]
use ffi_guard::ffi_export;

pub struct NotReprC {
    value: i32,
}

type Text = String;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn c_form(value: NotReprC) -> i32 {
    value.value
}

#[ffi_export(fallback = -1)]
pub fn rust_form(text: Text) -> i32 {
    text.len() as i32
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
#[allow(improper_ctypes_definitions)]
pub extern "C" fn allowed_c(value: NotReprC) -> i32 {
    value.value
}

#[ffi_export(fallback = -1)]
#[allow(improper_ctypes_definitions)]
pub fn allowed_rust(value: NotReprC) -> i32 {
    value.value
}

fn main() {}
