//! Lists of two types that have one name as C writes names.
#![allow(clippy::upper_case_acronyms)]
use ffi_guard::ffi_export;

ffi_guard::ffi_library! { prefix = "s", quiet = true }

pub type HTTPId = u16;
pub type HttpId = u32;

#[ffi_export]
pub fn s_narrow() -> &'static [HTTPId] { &[] }

#[ffi_export]
pub fn s_wide() -> &'static [HttpId] { &[] }
