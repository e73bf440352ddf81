//! A second `ffi_library!` is rejected with the position of the first; a handle uses the first one.
ffi_guard::ffi_library! { prefix = "twice" }

#[derive(ffi_guard::FfiHandle)]
pub struct Thing;

ffi_guard::ffi_library! { prefix = "second", strings = true }

#[ffi_guard::ffi_export]
impl Thing {
    pub fn new() -> Self {
        Self
    }
}

fn main() {}
