//! A struct that is defined in the body of a function, beside an export, with a namesake outside.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: u8 }

#[ffi_export(fallback = 0)]
pub fn s_x(point: Point) -> u8 {
    #[repr(C)]
    struct Point { x: u64, y: u64 }
    let inner = Point { x: 1, y: u64::from(point.x) };
    (inner.x * inner.y) as u8
}
