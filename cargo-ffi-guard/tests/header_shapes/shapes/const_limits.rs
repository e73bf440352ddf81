//! Constants at the limits of their types, and with the operators whose results differ in C.
ffi_guard::ffi_library! { prefix = "s", quiet = true }

type Flags = u16;

pub const BIG: u64 = u64::MAX;
pub const LEAST: i64 = i64::MIN;
pub const SMALL: i32 = i32::MIN;
pub const MASK: u32 = !0;
pub const ALL: Flags = !0;
pub const C_MASK: std::ffi::c_uint = !0;
pub const HALF: f32 = 1.5;
pub const BYTE: u8 = b'x';
pub const SHIFT: u32 = 1 << 31;
pub const YES: bool = true;
pub const SUM: usize = size_of::<u32>() * 3;
pub const NEGATIVE: i32 = -(2 * 3);

#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_mask() -> u32 { MASK }
