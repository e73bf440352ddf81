//! Fields and variants whose names are keywords of C and C++, and raw names.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Words { pub r#type: u8, pub class: u16, pub class_: u8, pub r#struct: u8 }

#[ffi_export(fallback = 0)]
pub fn s_mix(words: Words) -> u32 {
    let [first, last] = [u32::from(words.r#type), u32::from(words.r#struct)];
    first * 1000 + u32::from(words.class) * 100 + u32::from(words.class_) * 10 + last
}
