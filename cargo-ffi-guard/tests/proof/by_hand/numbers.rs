#![allow(non_upper_case_globals)]
use ffi_guard::{ffi_export, unguarded};
use std::ffi::{
    c_char, c_double, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong, c_ulonglong, c_ushort,
};

ffi_guard::ffi_library! { prefix = "sum", errors = "none" }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn sum_small(a: c_schar, b: c_uchar, c: c_short, d: c_ushort) -> c_int {
    c_int::from(a) + c_int::from(b) + c_int::from(c) + c_int::from(d)
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn sum_large(a: c_uint, b: c_ulong, c: c_longlong, d: c_ulonglong) -> c_long {
    let _ = (a, b, c, d);
    0
}

#[ffi_export(fallback = 0.0)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sum_all(values: *const c_double, names: *const *const c_char, count: usize) -> f64 {
    let _ = (values, names, count);
    0.0
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sum_step(by: isize, left: *mut usize, address: usize) -> isize {
    let _ = (left, address);
    by
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sum_bytes(bytes: *const u8, signed: *const i8, wide: *mut i64, words: *mut u32) -> i32 {
    let _ = (bytes, signed, wide, words);
    0
}

#[unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub static sum_names: [u8; 4] = *b"sum\0";
