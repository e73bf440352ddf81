//! Arrays whose lengths are constants, of the crate and of a module.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

pub const WIDTH: usize = 3;

mod limits {
    pub(crate) const HEIGHT: usize = 5;
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Line {
    pub cells: [u16; WIDTH],
    pub rows: [u8; limits::HEIGHT],
    pub end: u8,
}

#[ffi_export(fallback = 0)]
pub fn s_line_size() -> usize { size_of::<Line>() }

#[ffi_export(fallback = 0)]
pub fn s_mix(line: &Line) -> u32 {
    u32::from(line.cells[2]) * 10_000 + u32::from(line.rows[4]) * 100 + u32::from(line.end)
}
