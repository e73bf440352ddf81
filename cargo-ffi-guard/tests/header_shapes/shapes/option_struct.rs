//! An `Option` of a struct by value: its layout is Rust's own.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Point { pub x: u32 }

#[ffi_guard::unguarded(reason = "reads a field")]
#[unsafe(no_mangle)]
#[allow(improper_ctypes_definitions)]
pub extern "C" fn s_x(point: Option<Point>) -> u32 { point.map_or(0, |point| point.x) }
