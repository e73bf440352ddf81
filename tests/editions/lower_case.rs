//! Uses each macro once, beside statics, constants or unit structs with lower-case names.
#![forbid(unsafe_code)]
#![allow(non_upper_case_globals, non_camel_case_types, dead_code)]

use ffi_guard::{Error, FfiHandle, FfiType, Out, Poison, Status, ffi_callback, ffi_export};
use std::sync::Arc;

ffi_guard::ffi_library! { prefix = "lower", strings = true, vecs = [u8] }

/// The type of the statics and constants.
pub struct Declared;

static POISON: Poison = Poison::new();

#[derive(FfiHandle)]
#[ffi(poison)]
pub struct Thing(i32);

#[derive(FfiHandle)]
#[ffi(owner = arc, checked)]
pub struct Shared(i32);

#[derive(FfiHandle)]
#[ffi(single_thread, checked)]
pub struct Quick(i32);

#[derive(Clone, Copy, FfiType)]
#[repr(i32)]
pub enum Level {
    Low = 1,
    High = 2,
}

impl Status for Level {
    const SUCCESS: Self = Self::Low;

    fn failure(_: &Error) -> Self {
        Self::High
    }
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Pair {
    left: i32,
    right: bool,
}

#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Wrapped<Inner>(Inner);

#[ffi_export(fallback = -1, poison = POISON)]
impl Thing {
    pub const fn new(first: i32) -> Self {
        Self(first)
    }

    pub const fn get(&self, level: Level, pair: Pair) -> i32 {
        self.0 + level as i32 + pair.left
    }

    #[ffi_export(no_cancel)]
    pub fn set(&mut self, first: i32, other: Option<&Self>) -> i32 {
        self.0 = first + other.map_or(0, |other_thing| other_thing.0);
        self.0
    }

    #[ffi_export(status)]
    pub fn into_text(self: Box<Self>, mut written: Out<'_, i32>) -> Result<String, String> {
        written.set(self.0);
        Err(String::new())
    }

    pub fn end(self) {}
}

#[ffi_export(fallback = |_| 0)]
impl Shared {
    pub fn new() -> Arc<Self> {
        Arc::new(Self(1))
    }

    pub fn sum(self: Arc<Self>, others: &[i32]) -> i32 {
        self.0 + others.iter().sum::<i32>()
    }
}

#[ffi_export]
impl Quick {
    pub fn new() -> Option<Self> {
        None
    }
}

#[ffi_export(status = Level)]
pub fn lower_rust(
    words: &str,
    letter: char,
    made: Out<'_, Box<Thing>>,
    then: extern "C" fn(i32),
    wrapped: Wrapped<u8>,
) -> Result<Vec<u8>, String> {
    let _ = (words, letter, made, then, wrapped);
    Ok(Vec::new())
}

#[ffi_export(fallback = first * 2)]
pub const fn lower_plain(first: i32, _second: i32) -> i32 {
    first
}

#[ffi_export(fallback = -1, no_cancel, poison = POISON)]
#[unsafe(no_mangle)]
#[allow(deprecated, reason = "the type has invalid values, which the C form does not check")]
pub extern "C" fn lower_c(Pair { left: first, .. }: Pair) -> i32 {
    first
}

#[ffi_export(fallback = |_| -1)]
#[unsafe(no_mangle)]
pub extern "C" fn lower_closure(first: i32) -> i32 {
    first
}

#[ffi_callback(fallback = first)]
pub extern "C" fn lower_callback(first: i32) -> i32 {
    first
}

#[ffi_guard::unguarded(reason = "returns a constant")]
#[unsafe(no_mangle)]
pub extern "C" fn lower_unguarded(first: i32) -> i32 {
    first
}
