//! A struct that only functions under a condition return, which `[defines]` maps.
use ffi_guard::ffi_export;

ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[cfg(feature = "extra")]
#[derive(Clone, Copy, ffi_guard::FfiType)]
#[repr(C)]
pub struct Point { pub x: i16 }

#[cfg(feature = "extra")]
#[ffi_export]
pub fn s_points() -> &'static [Point] { &[Point { x: 1 }] }

#[ffi_export(fallback = 1)]
pub fn s_count() -> i32 { 0 }
