//! Arguments and attributes that are invalid on an `extern` function. All errors are reported at once.
use ffi_guard::ffi_export;

#[ffi_export(name = "other", abi = "system", fallback = -1)]
pub extern "C-unwind" fn everything(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
pub extern "C" fn no_symbol(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "Rust" fn of_rust(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "system-unwind" fn of_system(value: i32) -> i32 {
    value
}

fn main() {}
