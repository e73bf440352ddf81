//! References that C cannot get: to what it cannot read in place, and lists without a name.
use ffi_guard::{FfiType, ffi_export};
use std::any::Any;
use std::cell::RefCell;
use std::num::NonZeroU8;
use std::sync::Arc;

ffi_guard::ffi_library! { prefix = "views" }

#[derive(FfiType)]
#[repr(C)]
pub struct Pair<T>(T, T);

#[ffi_export]
pub fn views_generic(list: &[Pair<u8>]) -> &[Pair<u8>] {
    list
}

#[ffi_export]
pub fn views_pointers() -> &'static [Option<NonZeroU8>] {
    &[]
}

#[ffi_export]
pub fn views_tuples() -> Option<&'static [(u8, u8)]> {
    None
}

#[ffi_export]
pub fn views_texts() -> &'static [&'static str] {
    &[]
}

#[ffi_export]
pub fn views_nested() -> Option<Option<&'static str>> {
    None
}

#[ffi_export]
pub fn views_reference() -> &'static &'static u8 {
    &&0
}

#[ffi_export]
pub fn views_box() -> Option<&'static Box<u8>> {
    None
}

#[ffi_export]
pub fn views_arc() -> Option<&'static Arc<u8>> {
    None
}

#[ffi_export]
pub fn views_cell() -> Option<&'static RefCell<u8>> {
    None
}

#[ffi_export]
pub fn views_tuple() -> &'static (u8, u8) {
    &(0, 0)
}

#[ffi_export]
pub fn views_trait() -> &'static dyn Any {
    &0
}

#[ffi_export(status)]
pub fn views_boxed_list() -> Result<&'static Box<[u8]>, String> {
    Err(String::new())
}

fn main() {}
