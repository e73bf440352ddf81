//! Exported statics that hold callbacks.
#![allow(non_upper_case_globals)]
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::unguarded;

extern "C" fn double(number: i32) -> i32 { number * 2 }

#[unguarded(reason = "a static runs no code")]
#[unsafe(no_mangle)]
pub static s_double: extern "C" fn(number: i32) -> i32 = double;

#[unguarded(reason = "a static runs no code")]
#[unsafe(no_mangle)]
pub static s_none: Option<extern "C" fn(number: i32) -> i32> = None;
