//! A variadic parameter list.
use ffi_guard::ffi_export;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sum(count: i32, ...) -> i32 {
    count
}

fn main() {}
