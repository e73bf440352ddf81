//! Arguments and attributes that are invalid on a plain `fn`. All errors are reported at once.
use ffi_guard::ffi_export;

#[ffi_export(name = "", abi = "C-unwind", fallback = -1)]
#[unsafe(no_mangle)]
pub fn everything(value: i32) -> i32 {
    value
}

#[ffi_export(name = "nul\0byte", abi = "Rust", fallback = -1)]
#[export_name = "other"]
pub fn also(value: i32) -> i32 {
    value
}

#[ffi_export(abi = "fastcal", fallback = -1)]
pub fn unknown_abi(value: i32) -> i32 {
    value
}

fn main() {}
