use ffi_guard::{FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "grid", errors = "none" }

pub const ROWS: usize = 2 + 1;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Cell {
    pub r#type: u8,
    pub weight: f32,
    pub key: u64,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Grid {
    pub cells: [[Cell; 4]; ROWS],
    pub corner: Cell,
    pub label: [u8; 16],
    pub parent: *const Grid,
    pub order: Order,
    pub origin: Origin,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub enum Order {
    RowsFirst,
    ColumnsFirst,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Origin {
    pub x: f32,
    pub y: f32,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Range(pub u32, pub u32);

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grid_sum(grid: *const Grid, range: Range) -> u64 {
    let _ = (grid, range);
    0
}

#[ffi_export(fallback = Cell { r#type: 0, weight: 0.0, key: 0 })]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grid_cell(grid: *const Grid, row: usize, column: usize) -> Cell {
    unsafe { (*grid).cells[row][column] }
}

#[ffi_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grid_fill(cells: *mut [Cell; 4], rows: usize, value: *const Cell) {
    let _ = (cells, rows, value);
}
