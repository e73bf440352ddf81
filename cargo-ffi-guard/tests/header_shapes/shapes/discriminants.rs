//! Discriminants in each notation: an expression, hexadecimal, a byte, an operator, a constant.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

const BASE: i32 = 100;

#[derive(Clone, Copy, FfiType)]
#[repr(i32)]
pub enum Level {
    Low = -BASE,
    Next,
    Hex = 0x41,
    Letter = b'B' as i32,
    Shift = 1 << 10,
    Bits = !1,
    Long = 1_000_000i32,
    Octal = 0o10,
    Base = { BASE - 1 },
}

#[ffi_export(fallback = 0)]
pub fn s_twice(level: Level) -> i32 { level as i32 * 2 }
