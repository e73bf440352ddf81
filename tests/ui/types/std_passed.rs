//! Types of std without a C equivalent, behind references, in `Out` and by value, and the suggested replacements.
use ffi_guard::{Out, ffi_export};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::{CString, OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

#[ffi_export]
pub fn texts(_: &String, _: &PathBuf, _: &OsString, _: &CString, _: &Path, _: &OsStr, _: &Cow<'_, str>, _: &Box<str>) {}

#[ffi_export]
pub fn changed_texts(_: &mut String, _: &mut PathBuf, _: &mut CString) {}

#[ffi_export]
pub fn optional_texts(_: Option<&String>, _: Option<&CString>, _: Option<&mut String>, _: Option<String>) {}

#[ffi_export]
pub fn lists(_: &Vec<i32>, _: &mut Vec<i32>, _: Option<&Vec<i32>>, _: &Box<[i32]>, _: &Cow<'_, [u8]>, _: Option<Vec<u8>>) {}

#[ffi_export]
pub fn lists_of_texts(_: &Vec<String>, _: Vec<String>, _: Option<&Vec<&str>>, _: &Box<[String]>, _: Out<'_, Vec<String>>) {}

#[ffi_export]
pub fn owners(_: &Box<i32>, _: &mut Box<i32>, _: &std::rc::Rc<i32>, _: Option<&mut Arc<i32>>, _: &&i32, _: &mut &i32) {}

#[ffi_export]
pub fn opaque(_: &HashMap<i32, i32>, _: &mut Mutex<i32>, _: HashMap<i32, i32>, _: Option<Mutex<i32>>) {}

#[ffi_export]
pub fn outs(_: Out<'_, OsString>, _: Out<'_, std::collections::VecDeque<u8>>, _: Out<'_, Mutex<u8>>) {}

fn main() {}
