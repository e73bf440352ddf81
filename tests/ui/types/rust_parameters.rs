//! Parameters that a plain `fn` cannot take from C.
use ffi_guard::ffi_export;
use std::ffi::{CStr, CString, OsStr};
use std::fmt::Debug;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

#[ffi_export(fallback = -1)]
pub fn texts(_: String, _: CString, _: &mut str, _: &mut CStr, _: &Path, _: Option<&OsStr>) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
pub fn lists(_: Vec<i32>, _: Option<&[i32]>, _: [i32; 2], _: Box<[i32]>, _: &'static [i32]) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
pub fn owners(_: Box<str>, _: Box<dyn Debug>, _: Option<Box<dyn Debug>>, _: Arc<str>, _: Rc<i32>) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
pub fn others(_: &'static i32, _: &dyn Debug, _: (i32, i32), _: Option<i32>, _: fn(), _: Result<i32, i32>) -> i32 {
    1
}

#[ffi_export(fallback = -1)]
pub fn marks(#[ffi(uncheked)] _: i32, #[ffi] _: i32, #[ffi(unchecked, twice)] _: i32) -> i32 {
    1
}

fn main() {}
