//! Callbacks that C cannot provide, by what the compiler knows of their types.
use ffi_guard::{CallbackError, FfiHandle, FfiType, ffi_export};
use std::sync::Arc;

ffi_guard::ffi_library! { prefix = "provided_callbacks" }

pub struct Unknown;

#[derive(FfiHandle)]
pub struct Counter(u32);

#[derive(FfiType)]
#[repr(u8)]
pub enum Level {
    Low = 1,
}

type Visit = Box<dyn FnMut(u32)>;

#[ffi_export]
pub fn provided_callbacks_alias(_: Visit) {}

#[ffi_export]
pub fn provided_callbacks_arguments(_: &mut dyn FnMut(Unknown, &Unknown, &[Unknown], Counter)) {}

#[ffi_export]
pub fn provided_callbacks_written(_: &mut dyn FnMut(&mut Level, &mut bool, &mut [Level])) {}

#[ffi_export]
pub fn provided_callbacks_result(_: &mut dyn FnMut() -> Unknown) {}

#[ffi_export]
pub fn provided_callbacks_fallible(_: &mut dyn FnMut() -> Result<Unknown, CallbackError>) {}

#[derive(FfiHandle)]
#[ffi(owner = arc)]
pub struct Shared(u32);

#[ffi_export]
pub fn provided_callbacks_lent(_: &mut dyn FnMut(&Shared, &mut Shared, &[&Shared], &Arc<Counter>)) {}

#[ffi_export]
pub fn provided_callbacks_given(_: &mut dyn FnMut(String, Box<Shared>, Arc<Counter>) -> Box<Shared>) {}

#[ffi_export]
pub fn provided_callbacks_pointers(_: &mut dyn FnMut(*const Counter)) {}

mod other {
    #[allow(non_camel_case_types)]
    type u32 = u64;
    pub struct CallbackError;

    #[ffi_guard::ffi_export]
    pub fn provided_callbacks_number(_: &mut dyn FnMut(u32)) {}

    #[ffi_guard::ffi_export]
    pub fn provided_callbacks_error(_: &mut dyn FnMut() -> Result<(), CallbackError>) {}
}

fn main() {}
