//! A union with an array and a struct.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Halves { pub low: u32, pub high: u32 }

#[derive(Clone, Copy)]
#[repr(C)]
pub union Word { pub whole: u64, pub halves: Halves, pub bytes: [u8; 8] }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_high(word: Word) -> u32 { unsafe { word.halves.high } }

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn s_word(low: u32, high: u32) -> Word { Word { halves: Halves { low, high } } }
