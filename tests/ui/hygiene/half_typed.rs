//! An incomplete body: only the compiler's own error is reported.
use ffi_guard::ffi_export;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn c_form(value: i32) -> i32 {
    let half = value.
}

#[ffi_export(fallback = -1)]
pub fn rust_form(value: i32) -> i32 {
    let half = value /;
    half
}

fn main() {
    let _ = (c_form(1), rust_form(1));
}
