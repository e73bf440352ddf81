//! The status of a function.

/// The outcome of a function.
#[repr(C)]
#[derive(Clone, Copy, PartialEq)]
pub enum RasterStatus {
    RasterStatusOk = 0,
    RasterStatusOutside = 1,
    RasterStatusInternal = 2,
}

/// The text of a status.
#[unsafe(no_mangle)]
pub extern "C" fn raster_status_text(status: RasterStatus) -> *const std::ffi::c_char {
    match status {
        RasterStatus::RasterStatusOk => c"fine".as_ptr(),
        RasterStatus::RasterStatusOutside => c"outside of the raster".as_ptr(),
        RasterStatus::RasterStatusInternal => c"internal error".as_ptr(),
    }
}
