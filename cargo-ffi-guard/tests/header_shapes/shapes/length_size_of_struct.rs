//! An array whose length is the size of a struct, which the program does not compute.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Head { pub tag: u8, pub len: u64 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Line { pub cells: [u8; size_of::<Head>()] }

#[ffi_export(fallback = 0)]
pub fn s_last(line: Line) -> u8 { line.cells[15] }
