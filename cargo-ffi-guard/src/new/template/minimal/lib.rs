//! Functions for C and C++.
//!
//! This text is also the first comment of include/@prefix@.h.
#![forbid(unsafe_code)]

use ffi_guard::ffi_export;

ffi_guard::ffi_library! { prefix = "@prefix@" }

/// Returns the quotient of two numbers.
#[ffi_export(fallback = i32::MIN)]
pub fn @prefix@_divide(dividend: i32, divisor: i32) -> i32 {
    dividend / divisor
}
