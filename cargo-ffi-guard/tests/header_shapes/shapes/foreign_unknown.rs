//! A type of another crate behind a pointer, which nothing declares.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[ffi_guard::ffi_export(fallback = false)]
#[unsafe(no_mangle)]
pub extern "C" fn s_is_null(time: *const std::time::Duration) -> bool { time.is_null() }
