//! A generic struct, with two arguments.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Pair<T> { pub first: T, pub second: T }

#[ffi_export(fallback = 0)]
pub fn s_second(pair: &Pair<u32>) -> u32 { pair.second }

#[ffi_export(fallback = 0)]
pub fn s_difference(pair: Pair<i8>) -> i8 { pair.first - pair.second }
