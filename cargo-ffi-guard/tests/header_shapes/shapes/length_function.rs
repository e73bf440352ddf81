//! An array whose length a `const fn` computes.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

const fn width(rows: usize) -> usize { rows * 3 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Line { pub cells: [u8; width(2)] }

#[ffi_export(fallback = 0)]
pub fn s_last(line: Line) -> u8 { line.cells[5] }
