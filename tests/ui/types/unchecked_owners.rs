//! Values with `#[ffi(unchecked)]` that C can only pass by a conversion.
use ffi_guard::{Out, ffi_export};
use std::path::PathBuf;

#[ffi_export]
pub fn outs(#[ffi(unchecked)] _: Out<'_, u8>, #[ffi(unchecked)] _: Option<ffi_guard::Out<'_, u8>>) {}

#[ffi_export]
pub fn lists(
    #[ffi(unchecked)] _: Vec<Box<u8>>,
    #[ffi(unchecked)] _: Option<Vec<Box<u8>>>,
    #[ffi(unchecked)] _: Vec<u8>,
) {
}

#[ffi_export]
pub fn texts(#[ffi(unchecked)] _: String, #[ffi(unchecked)] _: Option<PathBuf>) {}

fn main() {}
