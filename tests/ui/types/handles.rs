//! Types that are not handles, and handles that are passed or returned in an unsupported way.
use ffi_guard::{FfiHandle, FfiType, ffi_export};
use std::cell::Cell;
use std::sync::Arc;

ffi_guard::ffi_library! { prefix = "handles" }

pub struct Unknown(i32);

#[derive(FfiHandle)]
pub struct Owned(i32);

#[derive(FfiHandle)]
#[ffi(owner = arc)]
pub struct Shared(i32);

#[derive(FfiHandle)]
pub struct OfOneThread(Cell<i32>);

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
pub struct Data(i32);

#[derive(FfiHandle)]
#[ffi(name = "tally")]
pub struct Named(i32);

#[ffi_export]
pub fn handles_unknown(_: &Unknown) {}

#[ffi_export]
pub fn handles_exclusive_of_shared(_: &mut Shared) {}

#[ffi_export]
pub fn handles_box_of_shared(_: Box<Shared>) {}

#[ffi_export]
pub fn handles_new_box_of_shared() -> Box<Shared> {
    Box::new(Shared(1))
}

#[ffi_export]
pub fn handles_share_of_owned(_: Arc<Owned>) {}

#[ffi_export]
pub fn handles_new_share_of_owned() -> Arc<Owned> {
    Arc::new(Owned(1))
}

#[ffi_export(fallback = std::ptr::null_mut())]
pub fn handles_by_value() -> Owned {
    Owned(1)
}

#[ffi_export]
impl Owned {
    pub fn other_by_value(&self) -> Shared {
        Shared(1)
    }
}

#[ffi_export]
impl Shared {
    pub fn take(self) {}
}

#[ffi_export]
impl Data {
    pub fn new() -> Self {
        Self(1)
    }
}

#[ffi_export]
impl Named {
    pub fn get(&self) {}
}

fn main() {}
