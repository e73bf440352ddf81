//! Parameters that are `_` or patterns, in both forms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: i32, pub y: i32 }

#[ffi_export(fallback = 0)]
pub fn s_difference(Point { x, y }: Point, _: u8, (mut z): i32) -> i32 {
    z += x - y;
    z
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_last(_: u8, _: u16, mut last: i32) -> i32 {
    last += 1;
    last
}
