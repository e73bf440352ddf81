//! A 128-bit integer by value, which C has no standard type for.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_wide(n: u128) -> u8 { n as u8 }
