//! Arrays of arrays, whose order of lengths differs from C's.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

const ROWS: usize = 2;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Grid {
    pub cells: [[u8; 3]; ROWS],
    pub deep: [[[u16; 2]; 1]; 2],
}

#[ffi_export(fallback = 0)]
pub fn s_grid_size() -> usize { size_of::<Grid>() }

#[ffi_export(fallback = 0)]
pub fn s_cell(grid: &Grid, row: usize, column: usize) -> u8 { grid.cells[row][column] }

#[ffi_export(fallback = 0)]
pub fn s_deep(grid: &Grid) -> u16 { grid.deep[1][0][0] }
