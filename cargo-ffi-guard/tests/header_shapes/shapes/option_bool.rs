//! An option of a type whose niche Rust does not promise, in a field.
#![allow(improper_ctypes_definitions)]
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Two {
    pub a: Option<bool>,
    pub b: u8,
}
#[ffi_guard::unguarded(reason = "t")]
#[unsafe(no_mangle)]
pub extern "C" fn s_two(t: Two) -> u8 { t.b }
