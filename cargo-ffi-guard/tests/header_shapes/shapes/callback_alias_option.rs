//! An optional callback behind an alias, in both forms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

pub type OnEvent = extern "C" fn(code: i32) -> i32;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn s_c_form(event: Option<OnEvent>) -> i32 { event.map_or(0, |event| event(1)) }

#[ffi_export(fallback = -1)]
pub fn s_rust_form(event: Option<OnEvent>) -> i32 { event.map_or(0, |event| event(2)) }
