//! An enum with negative numbers and with numbers that are expressions and constants.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

pub const BASE: i32 = 1 << 10;

#[derive(Clone, Copy, FfiType)]
#[repr(i32)]
pub enum Code {
    Lost = -2,
    Gone,
    Fine,
    First = BASE,
    Second,
    Flag = 1 << 4,
    Sum = 3 + 4,
}

#[ffi_export(fallback = 0)]
pub fn s_number(code: Code) -> i32 { code as i32 }
