//! Options that the attribute refuses by their spelling, and a fallback for an option.
use ffi_guard::ffi_export;
use std::collections::HashMap;
use std::path::PathBuf;
use std::ptr::NonNull;

ffi_guard::ffi_library! { prefix = "spelled" }

#[ffi_export]
pub fn spelled_nested() -> Option<Option<u8>> {
    None
}

#[ffi_export]
pub fn spelled_pointer() -> Option<*const u8> {
    None
}

#[ffi_export]
pub fn spelled_map() -> Option<HashMap<u8, u8>> {
    None
}

#[ffi_export]
pub fn spelled_path() -> Option<PathBuf> {
    None
}

#[ffi_export(fallback = 0)]
pub fn spelled_fallback() -> Option<u8> {
    None
}

#[ffi_export(fallback = |_| true)]
pub fn spelled_closure() -> Result<Option<bool>, String> {
    Ok(None)
}

#[ffi_export]
pub fn spelled_unit() -> Option<()> {
    None
}

#[ffi_export(status)]
pub fn spelled_fallible_unit() -> Result<Option<()>, String> {
    Ok(None)
}

#[ffi_export]
pub fn spelled_taken_unit(_: Option<()>) {}

#[ffi_export]
pub fn spelled_nested_text() -> Option<Option<String>> {
    None
}

#[ffi_export(status)]
pub fn spelled_nested_boxes() -> Result<Option<Option<Box<u8>>>, String> {
    Ok(None)
}

#[ffi_export]
pub fn spelled_not_null(_: Option<NonNull<u8>>) -> Option<NonNull<u8>> {
    None
}

fn main() {}
