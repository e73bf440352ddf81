//! Pointers to pointers, with each place of `const`.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};
use std::ffi::{CStr, c_char};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Names { pub first: *const *const c_char, pub count: usize, pub last: *mut *const c_char }

#[ffi_export(fallback = 0)]
pub fn s_length(names: &Names) -> usize {
    let first = unsafe { CStr::from_ptr(*names.first) };
    first.count_bytes() + unsafe { CStr::from_ptr(*names.last) }.count_bytes() * 10
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn s_set(at: *const *mut i32, n: i32) -> i32 { unsafe { **at = n; n } }
