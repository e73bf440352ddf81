//! Callbacks that C cannot provide, by their spelling.
use ffi_guard::{CallbackError, ffi_export};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

#[ffi_export]
pub fn any(_: impl FnMut(u32, &str) -> bool, _: impl Fn(), _: impl FnOnce(u8)) {}

#[ffi_export]
pub fn holders(
    _: &dyn FnMut(u32) -> bool,
    _: &mut dyn Fn(),
    _: Arc<dyn FnMut()>,
    _: Option<Rc<dyn Fn()>>,
    _: &mut dyn FnOnce(),
    _: &'static dyn Fn(),
    #[ffi(unchecked)] _: &mut dyn FnMut(),
) {
}

#[ffi_export]
pub fn owners(_: &mut dyn FnMut(PathBuf, Option<Vec<u8>>, Rc<i32>, Option<Arc<i32>>, &String, &Vec<u8>, &[String], Box<str>)) {}

#[ffi_export]
pub fn others(
    _: &mut dyn FnMut(&[&str], &mut str, (i32, i32), [u8; 4], &dyn Fn(), Option<i32>, &&i32, &mut Arc<u8>, &[&Box<u8>], impl Copy),
) {
}

#[ffi_export]
pub fn results(
    _: &mut dyn FnMut() -> &'static str,
    _: &mut dyn FnMut() -> String,
    _: &mut dyn FnMut() -> Option<u32>,
    _: &mut dyn FnMut() -> Rc<u32>,
    _: &mut dyn FnMut() -> Box<[u8]>,
    _: &mut dyn FnMut() -> Option<Arc<u32>>,
    _: &mut dyn FnMut() -> (u32, u32),
    _: &mut dyn FnMut() -> !,
    _: &mut dyn FnMut() -> Result<u32, String>,
    _: &mut dyn FnMut() -> std::io::Result<()>,
    _: Box<dyn Fn() -> Result<Vec<u8>, CallbackError>>,
) {
}

fn main() {}
