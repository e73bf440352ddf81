//! Aliases with the names of numbers of C that mean other numbers.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[allow(non_camel_case_types)]
pub type c_uint = u8;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Pair { pub low: c_uint, pub high: c_uint }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_join(pair: Pair) -> u16 { u16::from(pair.high) << 8 | u16::from(pair.low) }
