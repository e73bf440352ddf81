//! Types of the crate that have the names of types of the standard library.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Cell { pub row: u8, pub column: u32 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Ordering { pub cell: Cell, pub last: u8 }

#[ffi_export(fallback = 0)]
pub fn s_mix(ordering: &Ordering) -> u32 { ordering.cell.column * 10 + u32::from(ordering.last) }
