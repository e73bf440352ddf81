//! A type of another crate behind a pointer, which the settings declare by hand.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use std::time::Duration as Time;
#[ffi_guard::ffi_export(fallback = false)]
#[unsafe(no_mangle)]
pub extern "C" fn s_is_null(time: *const Time) -> bool { time.is_null() }
