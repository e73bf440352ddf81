//! Out-parameters that the attribute rejects by their spelling.
use ffi_guard::{Out, ffi_export};
use std::path::PathBuf;
use std::rc::Rc;

#[ffi_export]
pub fn nested(_: Option<Option<Out<'_, u8>>>) {}

#[ffi_export]
pub fn texts(_: Option<Out<'_, Vec<String>>>, _: Out<'_, PathBuf>) {}

#[ffi_export]
pub fn of_one_thread(_: Out<'_, Rc<u8>>, _: Option<Out<'_, Rc<u8>>>) {}

#[ffi_export]
pub fn borrowed(_: &mut Out<'_, u8>) {}

fn main() {}
