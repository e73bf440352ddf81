//! The author's code cannot access names of the expansion.
use ffi_guard::ffi_export;

#[ffi_export(fallback = __ffi_guard_arg0)]
#[unsafe(no_mangle)]
pub extern "C" fn argument(_: i32) -> i32 {
    __ffi_guard_arg0
}

#[ffi_export(fallback = __ffi_guard_payload.len())]
pub fn payload() -> usize {
    __ffi_guard_shim_of_payload()
}

fn main() {}
