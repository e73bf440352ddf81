//! A 128-bit integer in a field.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C)]
pub struct Id { pub kind: u8, pub number: u128 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_kind(id: *const Id) -> u8 { unsafe { (*id).kind } }
