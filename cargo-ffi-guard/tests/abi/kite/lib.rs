//! A library with one of each thing that an ABI consists of. Each change of the list edits one place of it.
#![allow(dead_code, non_upper_case_globals)]

use ffi_guard::{CallbackError, FfiHandle, FfiType, ffi_export, unguarded};
use std::ffi::{c_int, c_long, c_void};
use std::num::NonZeroU32;
use std::sync::Arc;

ffi_guard::ffi_library! { prefix = "kite", errors = "none" }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}

/// C fills it.
#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Options {
    pub width: u32,
    pub height: u32,
    pub tail: [u16; 4],
    pub origin: Point,
    pub label: *const c_int,
    pub color: Color,
    pub fast: bool,
}

/// C only reads it, through a pointer that the library gives.
#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Info {
    pub major: u32,
    pub minor: u32,
}

#[derive(Clone, Copy, FfiType)]
#[repr(u32)]
pub enum Color {
    Red = 1,
    Green = 2,
    Blue = 3,
}

#[derive(FfiHandle)]
pub struct Kite(Vec<Point>);

#[ffi_export]
impl Kite {
    pub fn open(name: &str, options: &Options) -> Self {
        let _ = (name, options);
        Self(Vec::new())
    }

    #[ffi_export(fallback = usize::MAX)]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn push(&mut self, point: Point) {
        self.0.push(point);
    }

    #[ffi_export(status)]
    pub fn first(&self) -> Result<Point, std::fmt::Error> {
        self.0.first().copied().ok_or(std::fmt::Error)
    }

    pub fn name(&self) -> &str {
        "kite"
    }

    pub fn maker(&self) -> &'static str {
        "kite"
    }

    pub fn last(&self) -> &Point {
        &self.0[0]
    }

    pub fn tail(&self) -> Option<Self> {
        None
    }

    #[ffi_export(status)]
    pub fn copy(&self) -> Result<Box<Kite>, std::fmt::Error> {
        Err(std::fmt::Error)
    }
}

/// C owns a share of it.
#[derive(FfiHandle)]
#[ffi(owner = arc)]
pub struct Reel(u32);

#[ffi_export]
pub fn kite_each_kite(visit: &mut dyn FnMut(Box<Kite>)) {
    let _ = visit;
}

#[ffi_export]
pub fn kite_each_reel(visit: &mut dyn FnMut(Arc<Reel>)) {
    let _ = visit;
}

#[ffi_export]
pub fn kite_change(visit: &mut dyn FnMut(&mut Kite)) {
    let _ = visit;
}

#[ffi_export]
pub fn kite_texts(visit: &mut dyn FnMut(&str)) {
    let _ = visit;
}

#[ffi_export]
pub fn kite_sort(compare: &dyn Fn(&Point, &Point) -> i32) {
    let _ = compare;
}

#[ffi_export]
pub fn kite_later(run: Box<dyn FnOnce(i32) + Send>) {
    let _ = run;
}

#[ffi_export]
pub fn kite_watch(run: Box<dyn Fn(i32) + Send + Sync>) {
    let _ = run;
}

#[ffi_export]
pub fn kite_steps(step: &mut dyn FnMut() -> Result<(), CallbackError>) {
    let _ = step;
}

#[ffi_export]
pub fn kite_build(make: &mut dyn FnMut() -> Result<Box<Kite>, CallbackError>) {
    let _ = make;
}

#[ffi_export]
pub fn kite_find(find: &mut dyn FnMut() -> Option<Box<Kite>>) {
    let _ = find;
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn kite_area(points: *const Point, count: u32, scale: i32) -> i32 {
    let _ = (points, count, scale);
    0
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kite_move(point: *mut Point, dx: i32, dy: i32) -> i32 {
    unsafe { (*point).x = (dx + dy) as _ };
    0
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn kite_wait(seconds: NonZeroU32, most: u32) -> u32 {
    seconds.get().min(most)
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn kite_long(value: c_long) -> c_long {
    value
}

#[ffi_export(fallback = std::ptr::null())]
#[unsafe(no_mangle)]
pub extern "C" fn kite_info() -> *const Info {
    std::ptr::null()
}

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn kite_limits() -> &'static u32 {
    &16
}

#[ffi_export(fallback = Color::Red)]
pub fn kite_mix(one: Color, other: Color) -> Color {
    let _ = one;
    other
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn kite_each(
    visit: Option<unsafe extern "C" fn(point: &Point, data: *mut c_void) -> c_int>,
    order: unsafe extern "C" fn(one: *const Point, other: *const Point) -> c_int,
    data: *mut c_void,
) {
    let _ = (visit, order, data);
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn kite_reset() {}

#[unguarded(reason = "it returns a constant")]
#[unsafe(no_mangle)]
pub extern "C" fn kite_version() -> u32 {
    1
}

#[unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub static kite_limit: u32 = 16;
