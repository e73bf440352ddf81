//! Unsized types.
use ffi_guard::ffi_export;

#[ffi_export(fallback = -1)]
pub fn parameters(_: [i32], _: str, _: dyn Send) -> i32 {
    1
}

fn main() {}
