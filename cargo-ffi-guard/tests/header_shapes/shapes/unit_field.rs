//! A field of the unit type, which takes no space.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Marked { pub first: u8, pub mark: (), pub last: u16 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_last(marked: Marked) -> u16 { marked.last + u16::from(marked.first) }
