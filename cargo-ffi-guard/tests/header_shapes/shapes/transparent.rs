//! Transparent structs: around a number, around another one, and around a pointer.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Port(pub u16);

#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Open { pub port: Port }

#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Text(pub *const std::ffi::c_char);

#[ffi_export(fallback = 0)]
pub fn s_number(open: Open) -> u16 { open.port.0 + 1 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_letter(text: Text) -> u8 { unsafe { *text.0 as u8 } }
