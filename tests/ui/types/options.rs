//! Options that C cannot get as a flag and a value.
use ffi_guard::{FfiHandle, ffi_export};
use std::num::NonZeroU32;

ffi_guard::ffi_library! { prefix = "options" }

pub type Id = NonZeroU32;
pub type Callback = extern "C" fn(i32);

#[derive(FfiHandle)]
pub struct Thing;

/// Not a C type.
pub struct Named {
    pub name: String,
}

#[ffi_export]
pub fn options_id() -> Option<Id> {
    None
}

#[ffi_export]
pub fn options_callback() -> Option<Callback> {
    None
}

#[ffi_export]
pub fn options_handle() -> Option<Thing> {
    None
}

#[ffi_export]
pub fn options_named() -> Option<Named> {
    None
}

#[ffi_export(status)]
pub fn options_wide() -> Result<Option<u128>, String> {
    Ok(None)
}

/// Not a number of std, and not a C type.
pub struct NonZeroPair(String);

#[ffi_export]
pub fn options_pair() -> Option<NonZeroPair> {
    None
}

fn main() {}
