//! Optional values: a flag and an out-parameter.
use ffi_guard::{FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "s", quiet = true }

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Point { pub x: i16, pub y: i16 }

#[derive(Clone, Copy, FfiType)]
#[repr(transparent)]
pub struct Pair<T>(pub T);

pub type Width = u16;

#[ffi_export]
pub fn s_half(out: u32) -> Option<u32> { (out % 2 == 0).then_some(out / 2) }

#[ffi_export]
pub fn s_point(x: i16) -> Option<Point> { (x > 0).then_some(Point { x, y: 2 }) }

#[ffi_export]
pub fn s_pair() -> Option<Pair<Width>> { Some(Pair(5)) }

#[ffi_export(status)]
pub fn s_letter(text: &str, present: u8) -> Result<Option<char>, String> { Ok(text.chars().nth(present.into())) }
