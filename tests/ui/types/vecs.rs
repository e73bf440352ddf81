//! Lists that C cannot free, and elements that are not C types.
use ffi_guard::{FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "vecs", vecs = [u8, Named] }

#[derive(FfiType)]
#[repr(C)]
pub struct Point {
    pub x: f64,
}

/// Not a C type.
pub struct Named {
    pub name: String,
}

#[ffi_export]
pub fn vecs_bytes() -> Vec<u8> {
    Vec::new()
}

#[ffi_export]
pub fn vecs_points() -> Vec<Point> {
    Vec::new()
}

#[ffi_export(status)]
pub fn vecs_optional_points() -> Result<Option<Vec<Point>>, String> {
    Ok(None)
}

fn main() {}
