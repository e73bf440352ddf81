//! A counter for C and C++.
//!
//! This text is also the first comment of include/@prefix@.h.
#![forbid(unsafe_code)]

pub mod counter;
pub mod error;

ffi_guard::ffi_library! { prefix = "@prefix@", codes = error::Error }
