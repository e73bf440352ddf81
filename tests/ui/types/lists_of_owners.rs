//! Lists whose elements C cannot read, returned and passed.
use ffi_guard::ffi_export;
use std::borrow::Cow;
use std::ffi::CString;
use std::path::PathBuf;
use std::sync::Arc;

#[ffi_export]
pub fn paths() -> Vec<PathBuf> {
    Vec::new()
}

#[ffi_export(status)]
pub fn optional() -> Result<Option<Vec<CString>>, String> {
    Ok(None)
}

#[ffi_export]
pub fn borrowed() -> Vec<&'static str> {
    Vec::new()
}

#[ffi_export]
pub fn lists() -> Vec<Vec<u8>> {
    Vec::new()
}

#[ffi_export]
pub fn shares() -> Vec<Arc<i32>> {
    Vec::new()
}

#[ffi_export(fallback = 0)]
pub fn passed(_: &[String], _: &[&str], _: &mut [PathBuf], _: &[Cow<'_, str>], _: &[Box<str>], _: &[Arc<i32>]) -> u8 {
    0
}

fn main() {}
