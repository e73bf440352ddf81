//! A fallback closure that names a parameter which was moved into the body.
use ffi_guard::ffi_export;

#[repr(C)]
pub struct Owned(i32);

#[ffi_export(fallback = |error| take(owned) + error.message().len() as i32)]
#[unsafe(no_mangle)]
pub extern "C" fn c_form(owned: Owned) -> i32 {
    owned.0
}

#[ffi_export(fallback = |_| take(owned))]
pub fn rust_form(#[ffi(unchecked)] owned: Owned) -> i32 {
    owned.0
}

fn take(owned: Owned) -> i32 {
    owned.0
}

fn main() {}
