//! A `repr` that depends on a feature.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[cfg_attr(feature = "extra", repr(C, align(8)))]
#[cfg_attr(not(feature = "extra"), repr(C))]
pub struct Block { pub tag: u8, pub number: u16 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_block_size() -> usize { size_of::<Block>() }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_number(block: Block) -> u16 { block.number }
