//! Types of std that a plain `fn` cannot return, and the suggested replacements.
use ffi_guard::ffi_export;
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::ffi::{CString, OsString};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Mutex;

#[ffi_export]
pub fn path() -> PathBuf {
    PathBuf::new()
}

#[ffi_export(status)]
pub fn os_string() -> Result<OsString, String> {
    Ok(OsString::new())
}

#[ffi_export]
pub fn cow() -> Cow<'static, str> {
    "".into()
}

#[ffi_export]
pub fn optional() -> Option<PathBuf> {
    None
}

#[ffi_export]
pub fn boxed() -> Box<str> {
    "".into()
}

#[ffi_export]
pub fn borrowed_text() -> &'static CString {
    unimplemented!()
}

#[ffi_export]
pub fn borrowed_path() -> Option<&'static Path> {
    None
}

#[ffi_export]
pub fn slice() -> &'static Vec<u8> {
    const { &Vec::new() }
}

#[ffi_export]
pub fn deque() -> VecDeque<u8> {
    VecDeque::new()
}

#[ffi_export]
pub fn bytes() -> Cow<'static, [u8]> {
    Cow::Borrowed(&[])
}

#[ffi_export]
pub fn deque_of_texts() -> VecDeque<String> {
    VecDeque::new()
}

#[ffi_export]
pub fn slice_of_texts() -> &'static [String] {
    &[]
}

#[ffi_export]
pub fn map() -> BTreeMap<u8, u8> {
    BTreeMap::new()
}

#[ffi_export]
pub fn counted() -> Rc<u8> {
    Rc::new(0)
}

#[ffi_export]
pub fn mutex() -> Mutex<u8> {
    Mutex::new(0)
}

fn main() {}
