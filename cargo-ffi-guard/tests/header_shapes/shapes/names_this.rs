//! `this` is a keyword of C++, and the obvious other names are taken.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
#[ffi_guard::ffi_export(fallback = -1)]
pub fn s_sum(this: i32, this_: i32, this__: i32) -> i32 { this + this_ * 10 + this__ * 100 }

#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn s_other(this: i32, this_: i32) -> i32 { this + this_ * 10 }
