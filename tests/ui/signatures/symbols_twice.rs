//! Two exports with the same symbol, and a method with the symbol of a generated function.
use ffi_guard::{FfiHandle, ffi_export};

ffi_guard::ffi_library! { prefix = "px", strings = true, vecs = [u8] }

#[derive(FfiHandle)]
#[ffi(poison)]
pub struct Thing;

#[derive(FfiHandle)]
pub struct Last;

/// Not a handle.
pub struct Plain;

#[ffi_export(fallback = 0)]
impl Thing {
    pub fn new() -> Self {
        Self
    }
    pub fn free(self) {}
    pub fn is_poisoned(&self) -> i32 {
        1
    }
    pub fn clear_poison(&mut self) {}
    pub fn twice(&self) -> i32 {
        1
    }
    #[ffi(skip)]
    pub fn skipped(&self) {}
}

#[ffi_export(fallback = 0)]
impl Thing {
    #[ffi_export(name = "px_thing_twice")]
    pub fn again(&self) -> i32 {
        1
    }
    pub fn skipped_not(&self) {}
}

#[ffi_export]
impl Last {
    pub fn error(&self) {}
    // A handle without poisoning has no such functions.
    pub fn is_poisoned(&self) {}
    pub fn clear_poison(&self) {}
}

#[ffi_export]
impl Plain {
    pub fn free() {}
}

mod one {
    #[ffi_guard::ffi_export]
    pub fn px_twice() {}

    #[ffi_guard::ffi_export]
    pub fn px_thing_free(_: Box<super::Thing>) {}

    #[ffi_guard::ffi_export(name = "px_vec_u8_free")]
    pub fn of_a_list() {}
}

mod other {
    #[ffi_guard::ffi_export]
    pub fn px_twice() {}

    #[cfg(any())]
    #[ffi_guard::ffi_export]
    pub fn px_twice() {}
}

fn main() {}
