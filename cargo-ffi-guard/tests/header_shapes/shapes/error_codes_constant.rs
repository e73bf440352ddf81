//! A constant with the name of a code.
ffi_guard::ffi_library! { prefix = "s", quiet = true, codes = Fault }
use ffi_guard::{ErrorCode, ffi_export};

#[derive(Debug, ErrorCode)]
#[repr(i32)]
pub enum Fault { Empty = 1 }

pub const S_EMPTY: i32 = 2;

#[ffi_export(fallback = 0)]
pub fn s_count() -> i32 { S_EMPTY }
