//! An enum with fields whose tag is in each variant: `repr(u8)` without `C`.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::ffi_export;

#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Shape { Circle { small: u8, radius: u32 }, Pair(u8, u8) }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_shape_size() -> usize { size_of::<Shape>() }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_area(shape: *const Shape) -> u32 {
    match unsafe { *shape } {
        Shape::Circle { small, radius } => u32::from(small) + radius * 3,
        Shape::Pair(first, second) => u32::from(first) * 100 + u32::from(second),
    }
}

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn s_circle(small: u8, radius: u32) -> Shape { Shape::Circle { small, radius } }
