//! A constant is evaluated at compile time, so that no `Deref` of the author runs outside a catch.
use ffi_guard::ffi_export;
use std::ops::Deref;

pub struct Wrapper(Inner);

#[repr(C)]
pub struct Inner(i32);

impl Deref for Wrapper {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        panic!("would leave the shim")
    }
}

const FAILED: &Wrapper = &Wrapper(Inner(0));

#[ffi_export(fallback = FAILED)]
#[unsafe(no_mangle)]
pub extern "C" fn constant() -> &'static Inner {
    FAILED
}

fn main() {}
