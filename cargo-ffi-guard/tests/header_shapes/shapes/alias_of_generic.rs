//! Aliases of generic structs, one of them generic itself, and a parameter with a default.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Pair<A, B = u8> { pub first: A, pub second: B }

pub type Bytes = Pair<u8>;
pub type Same<T> = Pair<T, T>;

#[ffi_export(fallback = 0)]
pub fn s_mix(bytes: Bytes, same: &Same<u32>, other: Pair<u16>) -> u32 {
    u32::from(bytes.second) * 100 + same.second * 10 + u32::from(other.second)
}
