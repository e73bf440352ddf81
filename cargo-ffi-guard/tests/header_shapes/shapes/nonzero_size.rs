//! `NonZeroUsize`, `NonZeroIsize` and options of them.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use std::num::{NonZero, NonZeroIsize, NonZeroUsize};
#[derive(Clone, Copy, ffi_guard::FfiType)]
#[repr(C)]
pub struct Ids {
    pub a: NonZeroUsize,
    pub b: Option<NonZeroIsize>,
}
#[ffi_guard::ffi_export(fallback = 0)]
pub fn s_sum(i: &Ids, c: Option<NonZero<u64>>) -> usize {
    i.a.get() + i.b.map_or(0, |b| b.get() as usize) + c.map_or(0, |c| c.get() as usize)
}
