//! A dependency with its own exports.

use ffi_guard::ffi_export;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn dependency_guarded(a: i32) -> i32 {
    60 / a
}

// unguarded on purpose
#[unsafe(no_mangle)]
pub extern "C" fn dependency_bare(a: i32) -> i32 {
    70 / a
}
