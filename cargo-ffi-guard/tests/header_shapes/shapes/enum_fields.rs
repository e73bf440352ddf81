//! An enum with fields: a tag of one byte and a union.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(C, u8)]
pub enum Shape {
    Empty,
    Circle { radius: u32 },
    Rect { width: u16, height: u64 },
    Pair(u8, u8),
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_shape_size() -> usize { size_of::<Shape>() }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_area(shape: *const Shape) -> u64 {
    match unsafe { *shape } {
        Shape::Empty => 1,
        Shape::Circle { radius } => u64::from(radius) * 3,
        Shape::Rect { width, height } => u64::from(width) * height,
        Shape::Pair(first, second) => u64::from(first) * 100 + u64::from(second),
    }
}

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn s_rect(width: u16, height: u64) -> Shape { Shape::Rect { width, height } }
