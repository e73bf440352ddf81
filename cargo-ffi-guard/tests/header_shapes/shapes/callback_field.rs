//! Optional callbacks as fields: behind an alias, and written out.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};
use std::ffi::c_void;

pub type OnEvent = extern "C" fn(code: i32) -> i32;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Hooks {
    pub tag: u8,
    pub event: Option<OnEvent>,
    pub again: Option<extern "C" fn(data: *mut c_void, code: i32) -> i32>,
    pub number: i32,
}

#[ffi_export(fallback = -1)]
pub fn s_hook(hooks: &Hooks) -> i32 {
    let first = hooks.event.map_or(0, |event| event(hooks.number));
    first * 100 + hooks.again.map_or(0, |again| again(std::ptr::null_mut(), hooks.number))
}
