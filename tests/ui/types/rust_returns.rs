//! Values that a plain `fn` cannot return to C.
use ffi_guard::ffi_export;
use std::collections::VecDeque;
use std::sync::Arc;

#[ffi_export]
pub fn reference(value: &mut i32) -> &mut i32 {
    value
}

#[ffi_export]
pub fn optional_reference(value: &mut i32) -> Option<&mut i32> {
    Some(value)
}

#[ffi_export]
pub fn text(text: &mut [u8]) -> &mut [u8] {
    text
}

#[ffi_export(status)]
pub fn list() -> Result<VecDeque<i32>, String> {
    Ok(VecDeque::new())
}

#[ffi_export(status)]
pub fn pair() -> Result<(i32, i32), String> {
    Ok((1, 2))
}

#[ffi_export(status)]
pub fn shared() -> Result<Arc<str>, String> {
    Ok("".into())
}

#[ffi_export]
pub fn optional_pair() -> Option<(i32, i32)> {
    None
}

fn main() {}
