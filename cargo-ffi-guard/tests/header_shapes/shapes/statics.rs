//! Exported statics: a number, an array, and a struct.
#![allow(non_upper_case_globals)]
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::unguarded;

#[repr(C)]
pub struct Version { pub major: u8, pub minor: u32 }

#[unguarded(reason = "a number")]
#[unsafe(no_mangle)]
pub static s_limit: u32 = 77;

#[unguarded(reason = "numbers")]
#[unsafe(no_mangle)]
pub static s_table: [u16; 3] = [1, 2, 3];

#[unguarded(reason = "numbers")]
#[unsafe(no_mangle)]
pub static s_version: Version = Version { major: 3, minor: 14 };

#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_read() -> u32 { s_limit }
