//! An array whose length is the size of a type: the number, or an error.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Line { pub cells: [u8; size_of::<u64>()] }

#[ffi_export(fallback = 0)]
pub fn s_last(line: Line) -> u8 { line.cells[7] }
