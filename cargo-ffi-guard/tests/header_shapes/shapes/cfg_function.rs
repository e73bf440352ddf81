//! Two definitions of one function, for a feature that is off or on, in both forms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[cfg(feature = "extra")]
#[ffi_export(fallback = 0)]
pub fn s_count(start: u64) -> u64 { start + 1 }

#[cfg(not(feature = "extra"))]
#[ffi_export(fallback = 0)]
pub fn s_count(start: u8, step: u8) -> u8 { start + step }

#[cfg(feature = "extra")]
#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_twice(n: u64) -> u64 { 2 * n }

#[cfg(not(feature = "extra"))]
#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_twice(n: u8, times: u8) -> u8 { n * times }
