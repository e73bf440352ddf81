//! Types that exports of the C form have named keep their names when an export of the Rust form uses them.
#![allow(non_camel_case_types)]
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct s_input { pub tag: u8, pub len: u32 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_input_len(input: *const s_input) -> u32 { unsafe { (*input).len } }

#[ffi_export(fallback = 0)]
pub fn s_count(inputs: &[s_input]) -> usize { inputs.len() + usize::from(inputs[0].tag) }
