//! A field under a condition that only a build script sets: the header does not know whether it holds.
#![allow(unexpected_cfgs)]
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Parts {
    #[cfg(has_long_numbers)]
    pub first: u64,
    pub last: u8,
}

#[ffi_export(fallback = 0)]
pub fn s_last(parts: Parts) -> u8 { parts.last }
