//! A field whose type has an alignment, which decides the layout of the struct around it.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

#[derive(Clone, Copy, FfiType)]
#[repr(C, align(16))]
pub struct Inner { pub a: u8, pub b: u8 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Outer { pub first: u8, pub inner: Inner, pub last: u8 }

#[ffi_export(fallback = 0)]
pub fn s_mix(outer: &Outer) -> u32 {
    let [first, a, b, last] = [outer.first, outer.inner.a, outer.inner.b, outer.last].map(u32::from);
    first * 1000 + a * 100 + b * 10 + last
}

#[ffi_export(fallback = Inner { a: 0, b: 0 })]
pub fn s_back(inner: Inner) -> Inner { inner }
