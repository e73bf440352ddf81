//! Borrowed results, whose structs are declared under the library's prefix, beside types and functions of the same names.
use ffi_guard::{FfiHandle, FfiType, ffi_export};
use std::ffi::CStr;

ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: i16, pub y: i16 }

pub type Id = u16;

/// In C, another type has this name.
#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Str { pub x: i16 }

#[derive(FfiHandle)]
pub struct Shape { points: Vec<Point>, ids: [Id; 2] }

#[ffi_export]
impl Shape {
    pub fn new() -> Self { Self { points: vec![Point { x: 1, y: 2 }, Point { x: 3, y: 4 }], ids: [7, 8] } }
    pub fn name(&self) -> &str { "shape" }
    pub fn points(&self) -> &[Point] { &self.points }
    pub fn ids(&self) -> Option<&[Id]> { Some(&self.ids) }
    #[ffi_export(status)]
    pub fn last(&self) -> Result<&Point, String> { self.points.last().ok_or_else(String::new) }
}

#[ffi_export(fallback = 0)]
pub fn s_of(value: Str) -> i16 { value.x }

#[ffi_export]
pub fn s_license() -> &'static CStr { c"MIT" }

/// A function with the name that the struct would have.
#[ffi_export(fallback = 0)]
pub fn s_slice_u8(bytes: &[u8]) -> usize { bytes.len() }

#[ffi_export]
pub fn s_rest(bytes: &[u8]) -> &[u8] { &bytes[1..] }

#[ffi_export]
pub fn s_primes() -> &'static [u16; 3] { &[2, 3, 5] }
