//! Types that are not known to be C types, in each position that is checked.
#![allow(dead_code)]
use ffi_guard::{Out, ffi_export};

pub struct Unknown {
    value: i32,
}

#[ffi_export(fallback = -1)]
pub fn by_value(value: Unknown) -> i32 {
    value.value
}

#[ffi_export(fallback = -1)]
pub fn behind_pointers(a: &Unknown, b: Option<&mut Unknown>, c: &[Unknown]) -> i32 {
    a.value + b.map_or(0, |b| b.value) + c.len() as i32
}

#[ffi_export(fallback = -1)]
pub fn out(mut out: Out<'_, Unknown>) -> i32 {
    out.set(Unknown { value: 1 });
    0
}

#[ffi_export(status)]
pub fn returned() -> Result<Unknown, String> {
    Ok(Unknown { value: 1 })
}

pub struct Silent;

#[ffi_export(status)]
pub fn error_without_words() -> Result<i32, Silent> {
    Err(Silent)
}

#[ffi_export(status = Unknown)]
pub fn no_status() -> Result<i32, String> {
    Ok(1)
}

#[ffi_export]
pub fn owned_text(text: &str) -> String {
    text.to_owned()
}

#[ffi_export(fallback = text.len())]
pub fn fallback_names_what_is_converted(text: &str) -> usize {
    text.len()
}

fn main() {}
