//! Types that C may return from a function pointer, and write through one, as the messages recommend.
#![forbid(unsafe_code)]
#![allow(non_camel_case_types)]
use ffi_guard::{AnyBits, FfiType, ffi_export};
use std::ffi::{c_int, c_long, c_void};
use std::num::NonZeroU32;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point {
    x: i32,
    lengths: [u16; 2],
    next: Option<extern "C" fn(i32) -> i32>,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Pair<T> {
    one: T,
    two: T,
}

#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Level {
    Low = 1,
}

/// Has invalid bit patterns, and is never returned by C.
#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Setting {
    level: Level,
}

mod names {
    pub type c_int = core::ffi::c_int;
    pub type u32 = core::primitive::u32;
}

#[ffi_export]
pub fn all_bits(
    _: extern "C" fn(bool, Level, &Setting, &mut Point, Option<&mut Pair<u8>>) -> Point,
    _: Option<extern "C" fn(*mut c_void) -> *const Level>,
    _: extern "C" fn() -> Option<NonZeroU32>,
    _: extern "C" fn() -> Option<unsafe extern "C" fn() -> bool>,
    _: extern "C" fn() -> Pair<f64>,
    _: extern "C" fn(),
    _: extern "C" fn() -> (),
    _: extern "C" fn(c_long) -> c_int,
    _: unsafe extern "C" fn(&mut Level) -> bool,
) {
}

#[ffi_export(fallback = 0)]
pub fn own_names(a: names::c_int, _: Setting) -> names::u32 {
    a as names::u32
}

fn any_bits<T: AnyBits>() {}

fn main() {
    any_bits::<Point>();
    any_bits::<Pair<[i32; 3]>>();
    any_bits::<()>();
}
