//! Types of the author with names that structs of the library could have, and that none has.
use ffi_guard::{FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
#[allow(non_camel_case_types)]
pub struct s_str { pub len: usize, pub first: u8 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
#[allow(non_camel_case_types)]
pub struct s_vec_math { pub len: usize, pub first: u8 }

#[ffi_export(fallback = 0)]
pub fn s_sum(text: &s_str, vec: s_vec_math) -> usize { text.len * 10 + vec.len }
