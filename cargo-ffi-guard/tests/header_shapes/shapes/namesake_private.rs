//! A private type of another module has the name of a type in a signature.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

mod parser {
    #[allow(dead_code)]
    #[repr(C)]
    struct Point { line: u64, column: u64 }
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: i16, pub y: i16 }

#[ffi_export(fallback = -1)]
pub fn s_y(point: Point) -> i16 { point.y }
