//! A type of the author with the name of the struct of a borrowed text.
use ffi_guard::{FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
#[allow(non_camel_case_types)]
pub struct s_str { pub len: usize, pub first: u8 }

#[ffi_export]
pub fn s_name() -> &'static str { "name" }

#[ffi_export(fallback = 0)]
pub fn s_length(value: s_str) -> usize { value.len }
