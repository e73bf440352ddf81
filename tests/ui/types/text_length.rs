//! `#[ffi(len)]` on what is no text.
use ffi_guard::ffi_export;
use std::ffi::CStr;

#[ffi_export]
fn of_a_slice(#[ffi(len)] _: &[u8]) {}

#[ffi_export]
fn of_a_c_string(#[ffi(len)] _: &CStr) {}

#[ffi_export]
fn of_an_optional_c_string(#[ffi(len)] _: Option<&CStr>) {}

#[ffi_export]
fn of_a_number(#[ffi(len)] _: u32) {}

#[ffi_export]
fn of_a_reference(#[ffi(len)] _: Option<&u32>) {}

#[ffi_export]
fn of_an_owned_text(#[ffi(len)] _: String) {}

#[ffi_export]
fn without_the_check(#[ffi(len)] #[ffi(unchecked)] _: &str) {}

#[ffi_export]
fn of_a_length(#[ffi(length)] _: &str) {}

#[ffi_export]
#[unsafe(no_mangle)]
extern "C" fn in_the_c_form(#[ffi(len)] _: *const u8) {}

fn main() {}
