//! A callback behind an alias takes a struct that has it as a field.
ffi_guard::ffi_library! { prefix = "s", quiet = true }
use ffi_guard::{FfiType, ffi_export};

pub type Read = unsafe extern "C" fn(source: *const Source) -> i32;

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Source {
    pub read: Option<Read>,
    pub number: i32,
}

#[ffi_export(fallback = -1)]
pub fn s_read(source: &Source) -> i32 { source.read.map_or(-2, |read| unsafe { read(source) }) }
