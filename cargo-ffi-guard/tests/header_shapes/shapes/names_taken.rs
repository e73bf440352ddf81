//! Names that a function, a handle, a borrowed text and other types would have in C.
use ffi_guard::{FfiHandle, FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(FfiHandle)]
pub struct Str(String);

#[ffi_export]
impl Str {
    pub fn new(text: &str) -> Self { Self(text.to_owned()) }
    pub fn text(&self) -> &str { &self.0 }
}

#[ffi_export(fallback = 0)]
pub fn s_str(value: u8) -> u8 { value }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
#[allow(clippy::upper_case_acronyms)]
pub struct HTTPCode { pub code: u16 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct HttpCode { pub code: u32 }

#[ffi_export(fallback = 0)]
pub fn s_codes(first: HTTPCode, second: HttpCode) -> u32 { u32::from(first.code) + second.code }

/// In C, a function of the C form has this type under its own name.
#[derive(Clone, Copy, FfiType)]
#[repr(C)]
#[allow(non_camel_case_types)]
pub struct s_point { pub x: i32 }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: i16 }

#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn s_own(point: s_point) -> i32 { point.x }

#[ffi_export(fallback = 0)]
pub fn s_short(point: Point) -> i16 { point.x }
