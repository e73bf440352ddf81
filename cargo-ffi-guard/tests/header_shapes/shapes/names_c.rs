//! Parameters and fields whose names are keywords of C.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Words { pub register: u8, pub int: u16, pub default: u8 }

#[ffi_export(fallback = 0)]
pub fn s_mix(words: &Words, double: u32, short: u32) -> u32 {
    u32::from(words.register) + u32::from(words.int) * 10 + double * 1000 + short * 10_000
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_difference(signed: i32, r#volatile: i32, switch: i32) -> i32 { signed - r#volatile * switch }
