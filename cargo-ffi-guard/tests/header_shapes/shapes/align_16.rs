//! A struct with an alignment of its own.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C, align(16))]
pub struct Block { pub words: [u32; 3] }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Outer { pub first: u8, pub block: Block, pub last: u8 }

#[ffi_export(fallback = 0)]
pub fn s_outer_size() -> usize { size_of::<Outer>() }

#[ffi_export(fallback = 0)]
pub fn s_block_size() -> usize { size_of::<Block>() }

#[ffi_export(fallback = 0)]
pub fn s_mix(outer: &Outer) -> u32 { outer.block.words[2] * 10 + u32::from(outer.last) }
