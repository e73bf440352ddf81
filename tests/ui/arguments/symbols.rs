//! Attributes that name no symbol or two symbols.
use ffi_guard::ffi_export;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
#[unsafe(export_name = "other")]
pub extern "C" fn two(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
#[unsafe(export_name = "")]
pub extern "C" fn empty(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
#[unsafe(export_name = "nul\0byte")]
pub extern "C" fn nul(value: i32) -> i32 {
    value
}

const NAME: &str = "mylib_named";

#[ffi_export(fallback = -1)]
#[export_name = NAME]
pub extern "C" fn computed(value: i32) -> i32 {
    value
}

fn main() {}
