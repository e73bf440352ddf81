//! A library of what headers get wrong.
#![allow(non_upper_case_globals)]

use ffi_guard::{ErrorCode, FfiHandle, FfiType, ffi_export, unguarded};
use std::ffi::{c_char, c_int, c_long, c_void};
use std::mem::ManuallyDrop;
use std::sync::atomic::AtomicU32;

ffi_guard::ffi_library! { prefix = "sample", errors = "none", codes = Fault }

#[derive(Debug, ErrorCode)]
#[repr(i32)]
pub enum Fault {
    Empty = 1,
    TooLong { by: usize } = 5,
    #[cfg(any())]
    Never = 77,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

#[derive(ErrorCode)]
#[repr(i32)]
pub enum ParseError {
    Empty = 3,
    Unexpected = 4,
}

#[ffi_export(status)]
pub fn sample_check(text: &str) -> Result<(), Fault> {
    if text.is_empty() { Err(Fault::Empty) } else { Err(Fault::TooLong { by: text.len() }) }
}

pub const SIDES: usize = 3 * 4;

/// A type without a description, as one of another crate is.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Timeval {
    pub seconds: i64,
    pub micros: i64,
}

#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Level {
    Low = 1,
    High = 2,
    #[cfg(any())]
    Never = 77,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub enum Mode {
    Read,
    Write = 4,
}

#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Meters(pub f32);

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Setting {
    pub number: i32,
    pub level: Level,
    #[cfg(any())]
    pub extra: u64,
    pub sides: [u16; SIDES],
    pub name: *const c_char,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C, align(16))]
pub struct Aligned {
    pub bytes: [u8; 16],
}

#[derive(FfiType)]
#[repr(C)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(FfiType)]
#[repr(C)]
pub struct Node {
    pub value: i32,
    pub next: *const Node,
    pub other: Option<unsafe extern "C" fn(*mut Node) -> c_int>,
}

#[derive(FfiType)]
#[repr(C)]
pub struct Pair<T> {
    pub first: T,
    pub second: T,
}

#[derive(FfiType)]
#[repr(C)]
pub struct List<T> {
    pub value: T,
    pub next: *const List<T>,
}

#[derive(FfiHandle)]
pub struct Counter(u64);

#[ffi_export]
impl Counter {
    pub fn new() -> Self {
        Self(0)
    }

    #[ffi_export(fallback = u64::MAX)]
    pub fn add(&mut self, n: u64) -> u64 {
        self.0 += n;
        self.0
    }
}

mod lies {
    use std::num::NonZeroU32 as u32;
    #[allow(non_camel_case_types)]
    type u8 = bool;

    #[ffi_guard::ffi_export(fallback = 0)]
    #[unsafe(no_mangle)]
    pub extern "C" fn sample_lies(number: u32, yes: u8) -> i32 {
        number.get() as i32 + yes as i32
    }
}

/// Aliases that hide pointers and C's own types.
pub type Text = *const c_char;
pub type Order = extern "C" fn(*const Point, *const Point) -> c_int;

macro_rules! same {
    ($($name:ident $ty:ty),*) => {$(
        #[ffi_export(fallback = 0 as $ty)]
        #[unsafe(no_mangle)]
        pub extern "C" fn $name(value: $ty) -> $ty {
            value
        }
    )*};
}

same!(sample_same_i16 i16, sample_same_f32 f32, sample_same_long c_long, sample_same_i64 i64, sample_same_u8 u8);

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sample_find(text: *const c_char, level: Level, out: *mut Setting) -> i32 {
    let _ = (text, level, out);
    0
}

#[ffi_export(fallback = false)]
#[unsafe(no_mangle)]
pub extern "C" fn sample_is_high(level: Level) -> bool {
    matches!(level, Level::High)
}

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn sample_hidden(text: Text, order: Order, optional: Option<Order>) -> usize {
    let _ = (text, order, optional);
    0
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn sample_visit(
    first: *const Node,
    visit: Option<unsafe extern "C" fn(node: *const Node, data: *mut c_void) -> bool>,
    data: *mut c_void,
) {
    let _ = (first, visit, data);
}

#[ffi_export(fallback = Pair { first: 0, second: 0 })]
#[unsafe(no_mangle)]
pub extern "C" fn sample_swap(pair: Pair<i32>, list: *const List<u8>) -> Pair<i32> {
    let _ = list;
    Pair { first: pair.second, second: pair.first }
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn sample_wait(until: Timeval, left: *mut Timeval) -> i32 {
    let _ = (until, left);
    0
}

#[ffi_export(fallback = Mode::Read)]
#[unsafe(no_mangle)]
pub extern "C" fn sample_mode(mode: Mode, length: Meters, bytes: *const u8, aligned: *const Aligned) -> Mode {
    let _ = (length, bytes, aligned);
    mode
}

#[ffi_export(fallback = 0.0)]
#[unsafe(no_mangle)]
pub extern "C" fn sample_length(of: *const Point) -> f64 {
    let _ = of;
    0.0
}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn sample_names(names: *const *const c_char, matrix: *const [i32; 4], count: usize) {
    let _ = (names, matrix, count);
}

#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn sample_stop() -> ! {
    std::process::exit(0)
}

#[unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub static sample_version: [u32; 3] = [0, 1, 0];

#[unguarded(reason = "a constant")]
#[unsafe(no_mangle)]
pub static mut sample_verbosity: c_int = 0;

pub type Calls = ManuallyDrop<AtomicU32>;

#[unguarded(reason = "a counter")]
#[unsafe(no_mangle)]
pub static sample_calls: Calls = ManuallyDrop::new(AtomicU32::new(0));

#[unguarded(reason = "counters")]
#[unsafe(no_mangle)]
pub static sample_totals: [AtomicU32; 2] = [AtomicU32::new(0), AtomicU32::new(0)];
