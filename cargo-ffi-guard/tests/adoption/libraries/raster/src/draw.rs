//! Functions that write to a raster.

use crate::{Raster, RasterPoint, RasterStatus};

/// # Safety
///
/// The raster came from `raster_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn raster_set(raster: *mut Raster, at: RasterPoint, value: u8) -> RasterStatus {
    let raster = unsafe { &mut *raster };
    if at.x as usize >= raster.width {
        return RasterStatus::RasterStatusOutside;
    }
    raster.cells[at.y as usize * raster.width + at.x as usize] = value;
    RasterStatus::RasterStatusOk
}

/// # Safety
///
/// The raster came from `raster_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn raster_fill(raster: *mut Raster, value: u8) -> RasterStatus {
    unsafe { &mut *raster }.cells.fill(value);
    RasterStatus::RasterStatusOk
}

/// # Safety
///
/// The raster came from `raster_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn raster_sum(raster: *const Raster, from: u32, to: u32) -> i64 {
    unsafe { &*raster }.cells[from as usize..to as usize].iter().copied().map(i64::from).sum()
}

/// # Safety
///
/// The raster came from `raster_new`, and `out` points to `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn raster_copy(raster: *const Raster, out: *mut u8, len: usize) -> i32 {
    let cells = &unsafe { &*raster }.cells[..len];
    unsafe { out.copy_from_nonoverlapping(cells.as_ptr(), len) };
    len as i32
}

/// # Safety
///
/// The raster came from `raster_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn raster_is_empty(raster: *const Raster) -> bool {
    unsafe { &*raster }.cells.iter().all(|cell| *cell == 0)
}
