//! A struct with an alignment of its own, which an export in the C form takes by value.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C, align(16))]
pub struct Block { pub words: [u32; 3] }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_last(first: u8, block: Block) -> u32 { u32::from(first) + block.words[2] }
