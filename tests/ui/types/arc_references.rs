//! References to an `Arc` that C cannot have.
use ffi_guard::{FfiHandle, ffi_export};
use std::sync::Arc;

ffi_guard::ffi_library! { prefix = "arcs" }

#[derive(FfiHandle)]
pub struct Owned(i32);

#[ffi_export]
pub fn arcs_of_owned(_: &Arc<Owned>) {}

#[ffi_export]
pub fn arcs_optional_of_owned(_: Option<&Arc<Owned>>) {}

#[ffi_export]
impl Owned {
    pub fn keep(self: &Arc<Self>) {}
}

#[ffi_export]
pub fn arcs_unchecked(#[ffi(unchecked)] _: &Arc<Owned>) {}

#[derive(FfiHandle)]
#[ffi(owner = arc)]
pub struct Shared(i32);

#[ffi_export]
impl Shared {
    pub fn share(&self) {}
}

fn main() {}
