//! A struct with a constant parameter: two lengths, or an error.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Buffer<const N: usize> { pub bytes: [u8; N], pub end: u16 }

#[ffi_export(fallback = 0)]
pub fn s_end(small: &Buffer<2>, large: &Buffer<4>) -> u32 { u32::from(small.end) * 100 + u32::from(large.end) }
