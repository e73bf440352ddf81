//! Pointers to arrays, as a parameter and as a field.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Table { pub rows: *const [u16; 3], pub count: u8 }

#[ffi_export(fallback = 0)]
pub fn s_cell(table: &Table, row: usize) -> u16 { unsafe { (*table.rows.add(row))[1] } }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_third(bytes: *const [u8; 4]) -> u8 { unsafe { (*bytes)[2] } }
