//! A function with the name of the type of statuses.
ffi_guard::ffi_library! { prefix = "s", quiet = true, codes = Fault }
use ffi_guard::{ErrorCode, ffi_export};

#[derive(Debug, ErrorCode)]
#[repr(i32)]
pub enum Fault { Empty = 1 }

#[ffi_export(fallback = 0)]
pub fn s_status() -> i32 { 1 }
