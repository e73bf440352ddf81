//! An array whose length is a constant of a trait, which needs the type checker.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

trait Width {
    const WIDTH: usize;
}
impl Width for u32 {
    const WIDTH: usize = 5;
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Line { pub cells: [u8; <u32 as Width>::WIDTH] }

#[ffi_export(fallback = 0)]
pub fn s_last(line: Line) -> u8 { line.cells[4] }
