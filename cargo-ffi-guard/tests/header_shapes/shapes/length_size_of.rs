//! Arrays whose lengths are sizes of numbers and pointers.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};
use std::ffi::c_void;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Line {
    pub cells: [u8; size_of::<u64>()],
    pub address: [u8; 2 * core::mem::size_of::<*const c_void>()],
    pub end: u8,
}

#[ffi_export(fallback = 0)]
pub fn s_line_size() -> usize { size_of::<Line>() }

#[ffi_export(fallback = 0)]
pub fn s_mix(line: &Line) -> u32 { u32::from(line.cells[7]) * 10 + u32::from(line.end) }
