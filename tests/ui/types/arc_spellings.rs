//! References to an `Arc` that the attribute rejects by their spelling.
use ffi_guard::ffi_export;
use std::any::Any;
use std::rc::Rc;
use std::sync::Arc;

pub struct Shared(i32);

#[ffi_export]
pub fn exclusive(_: &mut Arc<Shared>, _: Option<&mut Arc<Shared>>) {}

#[ffi_export]
pub fn of_one_thread(_: &Rc<Shared>) {}

#[ffi_export]
pub fn forever(_: &'static Arc<Shared>) {}

#[ffi_export]
pub fn wide(_: &Arc<str>, _: &Arc<[u8]>, _: Option<&Arc<dyn Any>>) {}

#[ffi_export]
pub fn wide_unchecked(#[ffi(unchecked)] _: &Arc<str>) {}

#[ffi_export]
pub fn optional(_: Option<Arc<Shared>>, _: Option<Arc<str>>) -> Option<Arc<Shared>> {
    None
}

#[ffi_export(status)]
pub fn optional_or_an_error() -> Result<Option<Arc<Shared>>, String> {
    Ok(None)
}

#[ffi_export]
pub fn optional_unchecked(#[ffi(unchecked)] _: Option<Arc<Shared>>) {}

#[ffi_export]
impl Shared {
    pub fn exclusive(self: &mut Arc<Self>) {}
    pub fn of_one_thread(self: &Rc<Self>) {}
    pub fn boxed(self: &Box<Self>) {}
    pub fn of_another(self: &Arc<Box<Self>>) {}
}

fn main() {}
