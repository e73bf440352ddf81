//! A library whose lock the tests change.
#![allow(non_upper_case_globals, clippy::all)]

use ffi_guard::{FfiHandle, FfiType, Out, ffi_export, unguarded};
use std::ffi::{c_char, c_int, c_long, c_void};
use std::num::NonZeroU32;

ffi_guard::ffi_library! { prefix = "shop", errors = "none", strings = true, vecs = [Point] }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Level {
    Low = 1,
    High = 2,
    Top = 3,
}

#[derive(Clone, Copy, FfiType)]
#[repr(i32)]
pub enum Status {
    Ok = 0,
    NotFound = 1,
    Denied = 2,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Item {
    pub id: u32,
    pub count: u32,
    pub level: Level,
    pub price: f64,
    pub weight: c_long,
    pub place: Point,
}

/// C gets pointers to one only.
#[derive(FfiType)]
#[repr(C)]
pub struct Config {
    pub limit: u32,
    pub name: *const c_char,
}

#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Meters(pub f32);

/// Foreign: nobody described it.
#[derive(Clone, Copy)]
#[repr(C)]
pub union Value {
    pub number: i64,
    pub text: *const c_char,
}

#[derive(FfiHandle)]
pub struct Shop(u32);

#[ffi_export]
impl Shop {
    pub fn open(path: &str, flags: u32) -> Self {
        let _ = path;
        Self(flags)
    }

    #[ffi_export(status)]
    pub fn find(&self, name: &str, out: Out<'_, Item>) -> Result<(), std::fmt::Error> {
        let _ = (name, out);
        Err(std::fmt::Error)
    }

    #[ffi_export(fallback = -1)]
    pub fn count(&self, level: Level, limit: NonZeroU32) -> i32 {
        let _ = (level, limit);
        0
    }

    #[ffi_export(fallback = f64::NAN)]
    pub fn total(&self, items: &[Item], from: Option<&Point>) -> f64 {
        let _ = (items, from);
        0.0
    }

    pub fn name(&self) -> String {
        String::new()
    }

    pub fn places(&self) -> Vec<Point> {
        Vec::new()
    }

    #[ffi_export(abort)]
    pub fn merge(&mut self, other: Box<Self>) {
        let _ = other;
    }
}

#[ffi_export(fallback = Status::Denied)]
#[unsafe(no_mangle)]
pub extern "C" fn shop_state(shop: *const Shop) -> Status {
    let _ = shop;
    Status::Ok
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn shop_visit(
    visit: Option<unsafe extern "C" fn(item: &Item, data: *mut c_void) -> bool>,
    data: *mut c_void,
) {
    let _ = (visit, data);
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn shop_resize(offset: c_long, size: usize, steps: c_int) -> usize {
    let _ = (offset, steps);
    size
}

#[ffi_export(fallback = std::ptr::null())]
#[unsafe(no_mangle)]
pub extern "C" fn shop_config() -> *const Config {
    std::ptr::null()
}

#[ffi_export(fallback = Level::Low)]
#[unsafe(no_mangle)]
pub extern "C" fn shop_set(value: *const Value, length: Meters) -> Level {
    let _ = (value, length);
    Level::High
}

#[unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub extern "C" fn shop_major() -> u32 {
    1
}

#[unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub static shop_version: [u32; 3] = [1, 0, 0];

#[unguarded(reason = "a setting")]
#[unsafe(no_mangle)]
pub static mut shop_limit: u32 = 8;
