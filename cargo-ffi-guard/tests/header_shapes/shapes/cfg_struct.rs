//! Two definitions of one struct, and of one alias, for a feature that is off or on.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[cfg(feature = "extra")]
#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: f64, pub y: f64 }

#[cfg(not(feature = "extra"))]
#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: i16, pub y: i16, pub z: i16 }

#[cfg(feature = "extra")]
pub type Number = f64;
#[cfg(not(feature = "extra"))]
pub type Number = i16;

#[ffi_export(fallback = Default::default())]
#[unsafe(no_mangle)]
pub extern "C" fn s_y(point: Point) -> Number { point.y }

#[ffi_export(fallback = 0)]
pub fn s_point_size() -> usize { size_of::<Point>() }
