//! An array of no elements, which aligns the struct.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Aligned { pub small: u8, pub none: [u64; 0] }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_small(aligned: *const Aligned) -> u8 { unsafe { (*aligned).small } }
