//! A handle in a crate without `ffi_library!`, which knows the prefix.
use ffi_guard::{FfiHandle, ffi_export};

#[derive(FfiHandle)]
pub struct Counter(i32);

#[ffi_export]
impl Counter {
    pub fn new() -> Self {
        Self(1)
    }
}

fn main() {}
