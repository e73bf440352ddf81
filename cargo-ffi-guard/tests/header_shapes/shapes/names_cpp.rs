//! Parameters and fields whose names are keywords of C++.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Words { pub class: u8, pub namespace: u16 }

#[ffi_export(fallback = 0)]
pub fn s_mix(words: &Words, new: u32, delete: u32) -> u32 {
    u32::from(words.class) + u32::from(words.namespace) * 10 + new * 100 + delete * 1000
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_difference(template: i32, operator: i32, xor: i32, char8_t: i32) -> i32 {
    template - operator * xor + char8_t
}
