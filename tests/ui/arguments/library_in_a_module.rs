//! `ffi_library!` in a nested module. The handle, whose symbols need the prefix, causes no additional error.
mod outer {
    pub mod inner {
        ffi_guard::ffi_library! { prefix = "inner" }
    }
}

#[derive(ffi_guard::FfiHandle)]
pub struct Thing;

#[ffi_guard::ffi_export]
impl Thing {
    pub fn new() -> Self {
        Self
    }
}

fn main() {}
