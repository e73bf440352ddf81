//! An array whose length is an associated constant, which needs the type checker.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

trait Sized2 {
    const LENGTH: usize;
}
impl Sized2 for u32 {
    const LENGTH: usize = size_of::<u32>() + 1;
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Line { pub cells: [u8; <u32 as Sized2>::LENGTH] }

#[ffi_export(fallback = 0)]
pub fn s_last(line: Line) -> u8 { line.cells[4] }
