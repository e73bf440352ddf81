//! A fallback that is a parameter which was moved into the body.
use ffi_guard::{FfiType, ffi_export};

#[derive(FfiType)]
#[repr(C)]
pub struct Owned(i32);

#[ffi_export(fallback = owned)]
#[unsafe(no_mangle)]
pub extern "C" fn c_form(owned: Owned) -> Owned {
    owned
}

#[ffi_export(fallback = owned)]
pub fn rust_form(#[ffi(unchecked)] owned: Owned) -> Owned {
    owned
}

fn main() {}
