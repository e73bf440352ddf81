//! One symbol and one type, written for two platforms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[cfg(not(windows))]
#[ffi_export(fallback = 0)]
pub fn s_length(path: &[u8]) -> usize { path.len() }

#[cfg(windows)]
#[ffi_export(fallback = 0)]
pub fn s_length(path: &[u16]) -> usize { path.len() }

#[cfg(unix)]
#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Raw(pub i32);

#[cfg(windows)]
#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Raw(pub isize);

#[ffi_export(fallback = 0)]
pub fn s_raw(raw: Raw) -> u8 { raw.0 as u8 }
