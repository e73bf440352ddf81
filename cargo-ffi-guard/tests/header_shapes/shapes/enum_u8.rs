//! An enum of one byte, with numbers and gaps.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, PartialEq, FfiType)]
#[repr(u8)]
pub enum Level { Low = 1, Middle, High = 200, Highest }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Setting { pub first: Level, pub last: Level, pub number: u16 }

#[ffi_export(fallback = 0)]
pub fn s_mix(setting: Setting) -> u32 {
    setting.first as u32 * 1_000_000 + setting.last as u32 * 1000 + u32::from(setting.number)
}
