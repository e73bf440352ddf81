//! Parameters of the C form whose types only the Rust form checks: a warning, which this file turns into an error.
#![deny(deprecated)]
use ffi_guard::{FfiHandle, FfiType, ffi_callback, ffi_export};

ffi_guard::ffi_library! { prefix = "warned" }

#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Level {
    Low = 1,
    High = 2,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Setting {
    pub number: i32,
    pub level: Level,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Flagged<'a> {
    pub flag: bool,
    pub next: *const Flagged<'a>,
    #[ffi(unchecked)]
    pub number: Option<&'a i32>,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

#[derive(FfiHandle)]
pub struct Handle(i32);

pub type Strength = Level;
pub type LevelRef<'a> = &'a Level;
pub type Flag = bool;
pub type Flags = [bool; 4];
pub type Visit = extern "C" fn(i32);

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn warned_by_value(_: Level, _: i32, _: self::Strength, _: Setting) {}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn warned_by_reference<'a>(
    _: &'a Level,
    _: Option<&mut Setting>,
    _: &[Level; 4],
    _: LevelRef<'_>,
    _: Option<LevelRef<'_>>,
    _: &Flagged<'a>,
    _: Option<Box<Level>>,
) {
}

// No warning: numbers, pointers, types without invalid values, handles, and types that do not derive `FfiType`.
#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn warned_of_none(
    _: u8,
    _: *const Level,
    _: Point,
    _: &Point,
    _: Option<extern "C" fn(Level)>,
    _: *mut Handle,
    _: Flag,
    _: &Flags,
    _: Visit,
    _: &std::mem::MaybeUninit<Level>,
) {
}

#[ffi_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn warned_if_safe(_: Level, _: &Setting) {}

#[ffi_export]
#[unsafe(no_mangle)]
#[allow(deprecated, reason = "C passes a constant of its header")]
pub extern "C" fn warned_unless_allowed(_: Level) {}

#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn warned_once(#[allow(deprecated)] _: Level, _: Setting) {}

// No warning: the Rust form checks the value, or the author has disabled the check.
#[ffi_export]
pub fn warned_rust_form(_: Level, #[ffi(unchecked)] _: Setting) {}

impl Level {
    // The attribute does not know the type `Self`.
    #[ffi_export]
    #[unsafe(no_mangle)]
    pub extern "C" fn warned_of_self(_: Self, _: &Self) {}
}

pub struct Generic<T>(T);

// A callback has no form that checks its arguments, and may be generic.
impl<T: FfiType> Generic<T> {
    #[ffi_callback]
    pub extern "C" fn called<U>(_: &T, _: &U, _: Level) {}
}

fn main() {}
