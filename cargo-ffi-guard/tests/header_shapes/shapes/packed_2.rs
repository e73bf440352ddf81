//! A struct packed to two bytes: C has no standard way to write it, so it is a pragma or an error.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C, packed(2))]
pub struct Frame { pub tag: u8, pub len: u64 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_len(frame: Frame) -> u64 { frame.len }
