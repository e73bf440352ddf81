//! Constants: integers of several types, expressions, other constants, floats, characters and flags.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
pub const S_LIMIT: u32 = 0xFFFF_FFFF;
pub const S_MINIMUM: i64 = -5;
pub const S_PAGE: usize = 4 * 1024;
pub const S_BOTH: u32 = S_FIRST | S_SECOND;
pub const S_FIRST: u32 = 1 << 0;
pub const S_SECOND: u32 = 1 << 4;
pub const S_RATE: f64 = 1.5;
pub const S_ON: bool = true;

#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_page() -> usize { S_PAGE }
