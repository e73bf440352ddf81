//! Arrays whose lengths are expressions.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

pub const LENGTH: usize = 7;
const HALF: usize = LENGTH / 2;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Line {
    pub cells: [u8; LENGTH + 1],
    pub half: [u16; HALF],
    pub shifted: [u8; (1 << 2) - 1],
    pub end: u8,
}

#[ffi_export(fallback = 0)]
pub fn s_line_size() -> usize { size_of::<Line>() }

#[ffi_export(fallback = 0)]
pub fn s_mix(line: &Line) -> u32 {
    let [cell, half] = [u32::from(line.cells[7]), u32::from(line.half[2])];
    cell * 1000 + half * 100 + u32::from(line.shifted[2]) * 10 + u32::from(line.end)
}
