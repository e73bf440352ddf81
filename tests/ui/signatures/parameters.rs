//! Parameters that cannot be bound in a guarded body.
use ffi_guard::ffi_export;

#[repr(C)]
pub struct Pair(i32, i32);

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn conditional(#[cfg(unix)] _first: i32, #[cfg_attr(unix, allow(unused))] second: i32) -> i32 {
    2
}

#[ffi_export(fallback = -1)]
pub fn attributed(#[must_use] value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn bound_twice(Pair(a, b): Pair, a: i32, ref c @ Pair(b, _): Pair) -> i32 {
    a + b
}

fn main() {}
