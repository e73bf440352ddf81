//! Arrays whose lengths are constants of types: of the crate's own, of integers, and numbers of variants.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Line {
    pub cells: [u8; Line::WIDTH],
    pub bits: [u8; u16::BITS as usize],
    pub kinds: [u16; Kind::Count as usize],
    pub end: u8,
}

impl Line {
    pub const HALF: usize = 2;
    pub const WIDTH: usize = Self::HALF * 2 + 1;
}

#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Kind { First, Second, Third, Count }

#[ffi_export(fallback = 0)]
pub fn s_line_size() -> usize { size_of::<Line>() }

#[ffi_export(fallback = 0)]
pub fn s_mix(line: &Line, kind: Kind) -> u32 {
    u32::from(line.kinds[2]) * 100 + u32::from(line.end) * 10 + kind as u32
}
