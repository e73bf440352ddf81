//! Values that C returns from a function pointer are not checked, so the type must not have invalid bit patterns.
use ffi_guard::{FfiType, ffi_export};
use std::cell::Cell;
use std::num::NonZeroU32;
use std::sync::atomic::AtomicBool;

#[derive(Clone, Copy, FfiType)]
#[repr(i32)]
pub enum Level {
    Low = 0,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Setting {
    number: i32,
    level: Level,
}

pub type Answer = Level;
pub type Exclusive<'a> = &'a mut Level;

#[ffi_export]
pub fn by_spelling(
    _: extern "C" fn() -> bool,
    _: extern "C" fn() -> char,
    _: extern "C" fn() -> NonZeroU32,
    _: Option<extern "C" fn() -> Box<i32>>,
    _: extern "C" fn() -> Option<Box<i32>>,
    _: extern "C" fn(&i32) -> &i32,
    _: extern "C" fn() -> Option<&'static i32>,
    _: extern "C" fn() -> extern "C" fn(),
    _: extern "C" fn() -> Option<extern "C" fn() -> bool>,
    _: extern "C" fn() -> !,
) {
}

#[ffi_export]
pub fn by_type(
    _: extern "C" fn() -> Level,
    _: Option<extern "C" fn() -> Answer>,
    _: extern "C" fn() -> Setting,
    _: extern "C" fn() -> Option<extern "C" fn() -> Level>,
) {
}

#[ffi_export]
pub fn written(
    _: extern "C" fn(&mut Level),
    _: extern "C" fn(Option<&mut Setting>),
    _: extern "C" fn(&mut bool),
    _: extern "C" fn(&Cell<Level>),
    _: extern "C" fn(&AtomicBool),
    _: extern "C" fn(Exclusive<'_>),
) {
}

pub type Ask = extern "C" fn() -> Level;

#[ffi_export]
pub fn by_an_alias(_: Ask) {}

#[derive(FfiType)]
#[repr(C)]
pub struct Table {
    ask: extern "C" fn() -> bool,
    ask_if_any: Option<extern "C" fn(i32) -> Level>,
}

fn main() {}
