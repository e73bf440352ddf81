//! Items that are not functions with a body.
use ffi_guard::ffi_export;

#[ffi_export]
#[unsafe(no_mangle)]
pub static VERSION: i32 = 3;

#[ffi_export]
pub struct Handle;

pub struct Counter;

#[ffi_export]
impl Counter {}

#[ffi_export]
pub trait Count {}

#[ffi_export]
pub mod inner {}

#[ffi_export]
pub const LIMIT: i32 = 3;

pub trait Declares {
    #[ffi_export]
    extern "C" fn declared(value: i32) -> i32;
}

unsafe extern "C" {
    #[ffi_export]
    safe fn imported(value: i32) -> i32;
}

// Rejected items are still available to the rest of the crate.
pub type Kept = (Handle, Counter);

fn main() {
    let _ = VERSION + LIMIT;
}
