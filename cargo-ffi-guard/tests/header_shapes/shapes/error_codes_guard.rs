//! A code with the name of the include guard.
ffi_guard::ffi_library! { prefix = "s", quiet = true, codes = Fault }
use ffi_guard::{ErrorCode, ffi_export};

#[derive(Debug, ErrorCode)]
#[repr(i32)]
pub enum Fault { H = 1 }

#[ffi_export(fallback = 0)]
pub fn s_count() -> i32 { 1 }
