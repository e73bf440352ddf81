//! A handle with methods, and structs by value beside it.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiHandle, FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: u8, pub y: u64 }

#[derive(Default, FfiHandle)]
pub struct Trail { points: Vec<Point> }

#[ffi_export]
impl Trail {
    pub fn new() -> Self { Self::default() }

    #[ffi_export(fallback = 0)]
    pub fn add(&mut self, point: Point) -> usize {
        self.points.push(point);
        self.points.len()
    }

    #[ffi_export(status)]
    pub fn last(&self) -> Result<Point, std::fmt::Error> { self.points.last().copied().ok_or(std::fmt::Error) }
}
