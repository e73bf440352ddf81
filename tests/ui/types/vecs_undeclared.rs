//! A list without `ffi_library!`, which exports the function that frees it.
use ffi_guard::ffi_export;

#[ffi_export]
pub fn bytes() -> Vec<u8> {
    Vec::new()
}

fn main() {}
