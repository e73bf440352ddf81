//! A library with what the sources alone do not tell: aliases, conditions, macros, generic types, other crates.
#![allow(dead_code, private_interfaces, non_upper_case_globals, clippy::all)]

use ffi_guard::{CallbackError, FfiHandle, FfiType, Out, ffi_export, unguarded};
use std::ffi::{c_char, c_int, c_long, c_void};

ffi_guard::ffi_library! { prefix = "gallery", strings = true, vecs = [Point, String, Box<Counter>], codes = failure::Error }

mod failure {
    #[derive(ffi_guard::ErrorCode)]
    #[repr(i32)]
    pub enum Error {
        Syntax(String) = 1,
        #[cfg(any())]
        Never = 2,
        r#Match = 0x10,
    }
}

mod parse {
    #[derive(ffi_guard::ErrorCode)]
    #[repr(i32)]
    pub enum Error {
        Empty = 1,
    }
}

pub const SIDES: usize = 3 * 4;

/// Foreign: nobody described it.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Timeval {
    pub seconds: i64,
    pub micros: i64,
}

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
    High = 1 << 1,
    #[cfg(any())]
    Never = 77,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Setting {
    pub number: i32,
    pub level: Level,
    #[cfg(any())]
    pub extra: u64,
    pub sides: [u16; SIDES],
    pub r#type: c_long,
}

#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Meters(pub f32);

#[derive(FfiType)]
#[repr(C)]
pub struct Pair<T> {
    pub first: T,
    pub second: T,
}

#[derive(FfiType)]
#[repr(C)]
pub struct Buffer<T, const N: usize> {
    pub items: [T; N],
    pub next: *mut Self,
}

#[derive(FfiType)]
#[repr(C)]
pub struct Node {
    pub value: i32,
    pub next: *const Node,
    pub other: Option<unsafe extern "C" fn(*mut Node) -> c_int>,
}

#[derive(FfiHandle)]
#[ffi(poison, since = "1")]
pub struct Counter(u64);

#[ffi_export]
impl Counter {
    pub fn new(start: u64) -> Self {
        Self(start)
    }

    #[ffi_export(fallback = u64::MAX)]
    pub fn add(&mut self, n: u64) -> u64 {
        self.0 += n;
        self.0
    }

    #[ffi_export(status)]
    pub fn read<'a>(&'a self, out: Out<'a, u64>) -> Result<i8, std::fmt::Error> {
        let mut out = out;
        out.set(self.0);
        Ok(1)
    }
}

mod lies {
    use std::num::NonZeroU32 as u32;
    type u8 = bool;

    #[ffi_guard::ffi_export(fallback = LEAST)]
    #[unsafe(no_mangle)]
    pub extern "C" fn gallery_lies(number: u32, yes: u8) -> i32 {
        number.get() as i32 + yes as i32
    }

    const LEAST: i32 = -(1 << 3);
}

pub type Text = *const c_char;
pub type Order = extern "C" fn(*const Point, *const Point) -> c_int;

/// What an item cannot name, or the runtime does not know: lifetimes of `for`, variadic functions.
pub type Format = unsafe extern "C" fn(*const c_char, ...) -> c_int;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct View<'a, T>
where
    T: Copy,
{
    #[ffi(unchecked)]
    pub first: Option<&'a T>,
    pub count: u32,
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn gallery_lifetimes<'a>(
    view: *const View<'a, u16>,
    compare: Option<for<'b> extern "C" fn(&'b Point, View<'b, u8>) -> bool>,
    print: Option<unsafe extern "C" fn(*const c_char, ...) -> c_int>,
    format: Format,
) -> u8 {
    let _ = (view, compare, print, format);
    0
}

macro_rules! same {
    ($($name:ident $ty:ty),*) => {$(
        #[ffi_export(fallback = 0 as $ty)]
        #[unsafe(no_mangle)]
        pub extern "C" fn $name(value: $ty) -> $ty {
            value
        }
    )*};
}

same!(gallery_same_i16 i16, gallery_same_f32 f32, gallery_same_long c_long);

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gallery_hidden(text: Text, order: Order, optional: Option<Order>) -> usize {
    let _ = (text, order, optional);
    0
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn gallery_visit<'a>(
    first: Option<&'a Node>,
    visit: Option<unsafe extern "C" fn(node: &Node, data: *mut c_void) -> bool>,
    data: *mut c_void,
) {
    let _ = (first, visit, data);
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gallery_wait(until: Timeval, left: *mut Timeval) -> i32 {
    unsafe { *left = until };
    0
}

#[ffi_export(fallback = Level::High)]
pub fn gallery_generic(pair: &Pair<i32>, buffers: &Pair<Buffer<Meters, 3>>, list: *const Buffer<u8, 2>) -> Level {
    let _ = (pair, buffers, list);
    Level::Low
}

#[derive(Clone, Copy, FfiType)]
#[repr(i8)]
pub enum Sign {
    Minus = -1,
    Plus = 1,
}

#[ffi_export(fallback = Sign::Minus, since = "1.2.3")]
pub fn gallery_sign(positive: bool) -> Sign {
    if positive { Sign::Plus } else { Sign::Minus }
}

#[ffi_export]
pub fn gallery_rust(
    text: &str,
    raw: Option<&std::ffi::CStr>,
    numbers: &mut [u16],
    letter: char,
    setting: Setting,
    counter: Box<Counter>,
    other: Option<&Counter>,
) -> Vec<Point> {
    let _ = (text, raw, numbers, letter, setting, counter, other);
    Vec::new()
}

#[ffi_export]
pub fn gallery_text(counter: &Counter) -> Option<&str> {
    let _ = counter;
    None
}

#[ffi_export]
pub fn gallery_levels() -> &'static [Level] {
    &[Level::Low]
}

#[ffi_export(status)]
pub fn gallery_point(counter: &Counter) -> Result<&Point, String> {
    let _ = counter;
    Err(String::new())
}

#[ffi_export]
pub fn gallery_half(number: u32) -> Option<u32> {
    Some(number / 2)
}

#[ffi_export(status)]
pub fn gallery_letter() -> Result<Option<char>, String> {
    Ok(None)
}

#[ffi_export]
pub fn gallery_words() -> Vec<String> {
    Vec::new()
}

#[ffi_export(status)]
pub fn gallery_counters() -> Result<Vec<Box<Counter>>, String> {
    Ok(Vec::new())
}

#[ffi_export]
pub fn gallery_license() -> &'static std::ffi::CStr {
    c"MIT"
}

#[ffi_export(abort, name = "gallery.odd")]
pub fn odd() -> String {
    String::new()
}

impl Point {
    #[ffi_export(fallback = Self::ORIGIN)]
    #[unsafe(no_mangle)]
    pub extern "C" fn gallery_self(point: Self, sides: &[u8; Self::SIDES]) -> Self {
        let _ = sides;
        point
    }

    const ORIGIN: Self = Self { x: 0.0, y: 0.0 };
    const SIDES: usize = 4;
}

#[unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub extern "C" fn gallery_plain(level: Level) -> Level {
    level
}

#[unguarded(reason = "a constant", since = "0.2")]
#[unsafe(no_mangle)]
pub static gallery_version: [u32; 3] = [0, 1, 0];

// Two types of one name in one module, and two in different modules.
const _: () = {
    #[derive(FfiType)]
    #[repr(C)]
    struct Local(u8);

    #[ffi_export]
    #[unsafe(no_mangle)]
    extern "C" fn gallery_local_a(_: *const Local) {}
};
const _: () = {
    #[derive(FfiType)]
    #[repr(C)]
    struct Local(u64);

    #[ffi_export]
    #[unsafe(no_mangle)]
    extern "C" fn gallery_local_b(_: *const Local) {}
};
mod inner {
    #[derive(ffi_guard::FfiType)]
    #[repr(C)]
    pub struct Point(u8);
}

#[ffi_export]
pub fn gallery_inner(point: &inner::Point) {
    let _ = point;
}

#[ffi_export(fallback = 0)]
pub fn gallery_length(#[ffi(len)] text: &str, #[ffi(len)] optional: Option<&str>) -> usize {
    text.len() + optional.map_or(0, str::len)
}

#[derive(FfiHandle)]
#[ffi(owner = arc, checked)]
pub struct Shared(u64);

#[ffi_export]
impl Shared {
    pub fn keep(self: &std::sync::Arc<Self>, other: Option<&std::sync::Arc<Self>>) -> std::sync::Arc<Self> {
        other.unwrap_or(self).clone()
    }
}

#[ffi_export]
pub fn gallery_outs(
    number: Option<Out<'_, u16>>,
    counter: Option<Out<'_, Box<Counter>>>,
    mut shared: Out<'_, std::sync::Arc<Shared>>,
    text: Option<Out<'_, String>>,
    mut list: Out<'_, Vec<Point>>,
) {
    let _ = (number, counter, text);
    shared.set(std::sync::Arc::new(Shared(0)));
    list.set(Vec::new());
}

#[ffi_export]
pub fn gallery_arrays(texts: &[&str], points: &[&Point], counters: &[&Counter], taken: Vec<Box<Counter>>) {
    let _ = (texts, points, counters, taken);
}

/// Passes rows to C for reading, for writing, and with their ownership.
#[ffi_export(fallback = 0)]
pub fn gallery_rows(
    counter: &mut Counter,
    row: &mut dyn FnMut(
        &str,
        Option<&[u8]>,
        &mut Counter,
        &[&Counter],
        Option<String>,
        Option<Box<Counter>>,
        char,
        *const Point,
    ) -> Result<Option<Box<Counter>>, CallbackError>,
) -> u32 {
    let _ = (counter, row);
    0
}

#[ffi_export(fallback = 0)]
pub fn gallery_jobs(
    done: Option<Box<dyn FnOnce(Box<Counter>, Level) + Send>>,
    share: &(dyn Fn(&std::sync::Arc<Shared>, std::sync::Arc<Shared>) -> std::sync::Arc<Shared> + Sync),
    keep: std::sync::Arc<dyn Fn(&Point) -> Result<(), CallbackError> + Send>,
) -> u32 {
    let _ = (done, share, keep);
    0
}

#[ffi_export]
pub fn gallery_longer<'a>(count: u32, one: &'a str, counter: &'a Counter) -> &'a str {
    let _ = (count, counter);
    one
}

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn gallery_value<'a>(level: &Level, node: &'a Node) -> &'a i32 {
    let _ = level;
    &node.value
}
