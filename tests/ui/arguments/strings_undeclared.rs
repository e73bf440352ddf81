//! Texts that C cannot free, because `ffi_library!` lacks `strings = true`.
use ffi_guard::{FfiHandle, ffi_export};
use std::ffi::CString;

ffi_guard::ffi_library! { prefix = "texts", vecs = [u8] }

#[ffi_export]
pub fn texts_string() -> String {
    String::new()
}

pub mod inner {
    #[ffi_guard::ffi_export(status)]
    pub fn texts_optional() -> Result<Option<std::ffi::CString>, String> {
        Ok(None)
    }
}

#[derive(FfiHandle)]
pub struct Thing;

#[ffi_export]
impl Thing {
    pub fn name(&self) -> CString {
        CString::default()
    }
}

macro_rules! text {
    ($name:ident -> $ty:ty) => {
        #[ffi_export]
        pub fn $name() -> $ty {
            Default::default()
        }
    };
}
text!(texts_of_a_macro -> String);

fn main() {}
