//! The begin of a comment `/*` in documentation, of functions in both forms.
ffi_guard::ffi_library! { prefix = "s", quiet = true }

/// Reads `dir/*`, in the Rust form.
#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_read(n: i32) -> i32 { n }

/// Reads `dir/*`, in the C form.
#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_write(n: i32) -> i32 { n + 1 }
