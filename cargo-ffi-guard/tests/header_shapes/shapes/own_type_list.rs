//! A type of the author with the name of the struct of a list, behind a pointer.
use ffi_guard::{FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "s", quiet = true, vecs = [u8] }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
#[allow(non_camel_case_types)]
pub struct s_vec_u8 { pub len: usize, pub first: u8 }

#[ffi_export]
pub fn s_bytes() -> Vec<u8> { vec![1] }

#[ffi_export(fallback = 0)]
pub fn s_length(values: &[s_vec_u8]) -> usize { values.len() }
