//! More types of the standard library with the layout of what is inside, and arrays of arrays.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use std::mem::MaybeUninit;
use std::num::Wrapping;
use std::sync::atomic::*;
#[repr(C)]
pub struct W<'a> {
    pub a: Wrapping<u32>,
    pub b: AtomicUsize,
    pub at: AtomicPtr<u32>,
    pub m: [MaybeUninit<u8>; 2],
    pub n: [[u16; 2]; 3],
    pub l: std::marker::PhantomData<&'a ()>,
}
#[ffi_guard::ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_mix(w: &W<'_>) -> u32 {
    w.a.0
        + w.b.load(Ordering::Relaxed) as u32
        + unsafe { *w.at.load(Ordering::Relaxed) + u32::from(w.m[1].assume_init()) }
        + u32::from(w.n[2][1])
}
