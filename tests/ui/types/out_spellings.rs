//! Out-parameters that the attribute rejects by their spelling.
use ffi_guard::{Out, ffi_export};
use std::any::Any;
use std::path::PathBuf;
use std::ptr::NonNull;
use std::rc::Rc;
use std::sync::Arc;

#[ffi_export]
pub fn nested(_: Option<Option<Out<'_, u8>>>) {}

#[ffi_export]
pub fn texts(_: Option<Out<'_, Vec<String>>>, _: Out<'_, PathBuf>) {}

#[ffi_export]
pub fn of_one_thread(_: Out<'_, Rc<u8>>, _: Option<Out<'_, Rc<u8>>>) {}

#[ffi_export]
pub fn borrowed(_: &mut Out<'_, u8>) {}

#[ffi_export]
pub fn nested_options(
    _: Out<'_, Option<Option<Box<u8>>>>,
    _: Option<Out<'_, Option<Option<u8>>>>,
    _: Out<'_, Option<()>>,
) {
}

#[ffi_export]
pub fn wide(_: Out<'_, Box<str>>, _: Out<'_, Option<Arc<[u8]>>>, _: Out<'_, Box<dyn Any>>) {}

#[ffi_export]
pub fn references(_: Out<'_, &str>, _: Out<'_, Option<&[u8]>>, _: Out<'_, &u8>, _: Out<'_, NonNull<u8>>) {}

#[ffi_export]
pub fn optional_lists(_: Out<'_, Option<Vec<PathBuf>>>) {}

fn main() {}
