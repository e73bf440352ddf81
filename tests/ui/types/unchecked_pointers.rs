//! Aliases of Rust pointer types that are declared unchecked: null would be accepted.
use ffi_guard::ffi_export;
use std::ffi::CStr;
use std::fmt::Debug;

pub type Numbers<'a> = &'a std::collections::VecDeque<u8>;
pub type Owned = Box<i32>;
pub type Function = extern "C" fn(i32);

#[ffi_export]
pub fn unchecked_aliases(
    #[ffi(unchecked)] _: Numbers<'_>,
    #[ffi(unchecked)] _: Option<Numbers<'_>>,
    #[ffi(unchecked)] _: Owned,
    #[ffi(unchecked)] _: Function,
) {
}

#[ffi_export]
pub fn unchecked_text(#[ffi(unchecked)] _: &str) {}

#[ffi_export]
pub fn unchecked_lists(
    #[ffi(unchecked)] _: &[&str],
    #[ffi(unchecked)] _: &[&mut str],
    #[ffi(unchecked)] _: &[String],
    #[ffi(unchecked)] _: &mut [&CStr],
    #[ffi(unchecked)] _: &[Vec<u8>],
    #[ffi(unchecked)] _: &[&[u8]],
    #[ffi(unchecked)] _: &[&dyn Debug],
) {
}

fn main() {}
