//! A struct without `repr` in a field and in an array.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
pub struct Inner { pub small: u8, pub large: u32 }

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Outer { pub inner: [Inner; 2], pub last: u8 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_last(outer: *const Outer) -> u8 { unsafe { (*outer).last } }
