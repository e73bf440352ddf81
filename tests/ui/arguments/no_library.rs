//! Handles in a crate without `ffi_library!`, which defines the prefix: one error for all of them.
use ffi_guard::{FfiHandle, ffi_export};

#[derive(FfiHandle)]
#[ffi(poison)]
pub struct Counter(i32);

#[derive(FfiHandle)]
pub struct Other;

#[ffi_export]
impl Counter {
    pub fn new() -> Self {
        Self(1)
    }

    #[ffi_export(fallback = 0)]
    pub fn count(&self) -> i32 {
        self.0
    }
}

fn main() {}
