//! Parameters whose names are macros of the headers that every header includes, or of the compiler.
#![allow(non_snake_case)]
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[ffi_export(fallback = 0)]
pub fn s_sum(NULL: u32, INT8_MAX: u32, unix: u32, linux: u32) -> u32 {
    NULL + INT8_MAX * 10 + unix * 100 + linux * 1000
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_other(bool: u32, SIZE_MAX: u32) -> u32 { bool + SIZE_MAX * 10 }
