//! Generic structs inside of one another, and behind a pointer in a field.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Pair<T> { pub first: T, pub second: T }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Outer {
    pub pairs: Pair<Pair<u16>>,
    pub other: *const Pair<u64>,
    pub end: u8,
}

#[ffi_export(fallback = 0)]
pub fn s_mix(outer: &Outer) -> u64 {
    let other = unsafe { *outer.other };
    u64::from(outer.pairs.second.first) * 100 + other.second * 10 + u64::from(outer.end)
}
