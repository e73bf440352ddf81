//! A type of the author with the name of the type of a callback.
use ffi_guard::{FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
#[allow(non_camel_case_types)]
pub struct s_each_visit { pub len: usize, pub first: u8 }

#[ffi_export(fallback = 0)]
pub fn s_each(value: s_each_visit, visit: &mut dyn FnMut(u8)) -> usize { visit(value.first); value.len }
