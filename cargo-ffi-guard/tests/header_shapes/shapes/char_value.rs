//! `char`, as a parameter, a result and a field.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Key { pub code: u8, pub letter: char }

#[ffi_export(fallback = 0)]
pub fn s_next(letter: char) -> char { char::from_u32(letter as u32 + 1).unwrap_or('?') }

#[ffi_export(fallback = 0)]
pub fn s_letter(key: Key) -> char { key.letter }
