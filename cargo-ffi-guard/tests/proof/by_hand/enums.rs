use ffi_guard::{FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "paint", errors = "none" }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub enum Color {
    Red,
    DarkGreen = 5,
    Blue,
}

#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Align {
    Left = 1,
    Right,
}

#[derive(Clone, Copy, FfiType)]
#[repr(i16)]
pub enum Direction {
    Down = -1,
    Up = 1,
}

#[derive(Clone, Copy, FfiType)]
#[repr(u64)]
pub enum Mask {
    None = 0,
    All = u64::MAX,
}

#[ffi_export(fallback = Color::Red)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paint_mix(first: Color, second: *const Color) -> Color {
    let _ = second;
    first
}

#[ffi_export(fallback = Align::Left)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paint_align(align: Align, direction: Direction, mask: Mask) -> Align {
    let _ = (direction, mask);
    align
}

#[ffi_export(fallback = Mask::None)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn paint_mask() -> Mask {
    Mask::All
}
