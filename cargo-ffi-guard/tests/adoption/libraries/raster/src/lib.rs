//! Draws on a raster of bytes. No function has a guard.

mod draw;
mod error;

pub use error::RasterStatus;

/// A raster of bytes, row by row.
pub struct Raster {
    width: usize,
    cells: Vec<u8>,
}

/// A position.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct RasterPoint {
    pub x: u32,
    pub y: u32,
}

/// Creates a raster, or returns NULL.
#[unsafe(no_mangle)]
pub extern "C" fn raster_new(width: u32, height: u32) -> *mut Raster {
    let (width, height) = (width as usize, height as usize);
    Box::into_raw(Box::new(Raster { width, cells: vec![0; width * height] }))
}

/// # Safety
///
/// The raster came from `raster_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn raster_free(raster: *mut Raster) {
    drop(unsafe { Box::from_raw(raster) });
}

/// # Safety
///
/// The raster came from `raster_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn raster_width(raster: *const Raster) -> u32 {
    unsafe { &*raster }.width as u32
}

/// # Safety
///
/// The raster came from `raster_new`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn raster_get(raster: *const Raster, at: RasterPoint) -> i32 {
    let raster = unsafe { &*raster };
    i32::from(raster.cells[at.y as usize * raster.width + at.x as usize])
}

/// The number of the format of a raster.
#[unsafe(no_mangle)]
pub static RASTER_FORMAT: u32 = 3;
