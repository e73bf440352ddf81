//! An enum with the size of a C enum, in the C form.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[allow(dead_code)]
#[derive(Clone, Copy)]
#[repr(C)]
pub enum Mode { Read, Write = 5, Append }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_mode(mode: Mode) -> i32 { mode as i32 }
