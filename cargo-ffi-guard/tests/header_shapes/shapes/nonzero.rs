//! Numbers that are not zero, and `Option` of one, in signatures and in a struct.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};
use std::num::{NonZero, NonZeroU8, NonZeroU32};

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Ids { pub first: NonZeroU8, pub second: Option<NonZeroU32>, pub third: NonZero<u16> }

#[ffi_export(fallback = 0)]
pub fn s_mix(ids: &Ids, fourth: Option<NonZeroU8>) -> u32 {
    let second = ids.second.map_or(9, NonZeroU32::get);
    let [first, fourth] = [u32::from(ids.first.get()), fourth.map_or(9, |it| u32::from(it.get()))];
    first * 1000 + second * 100 + u32::from(ids.third.get()) * 10 + fourth
}

#[ffi_export(fallback = None)]
#[unsafe(no_mangle)]
pub extern "C" fn s_half(n: NonZeroU32) -> Option<NonZeroU32> { NonZeroU32::new(n.get() / 2) }
