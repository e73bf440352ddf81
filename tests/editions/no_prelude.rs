//! A crate without a prelude: no item of std is in scope.
#![no_implicit_prelude]

use ::ffi_guard::ffi_export;
use ::std::{assert, panic, primitive::i32};

#[allow(dead_code)]
struct Ok;
#[allow(dead_code, non_camel_case_types)]
struct Err;

/// In the C form, without a return value.
#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn bare_nothing() {
    panic!("nothing");
}

/// In the C form, with a pattern.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn bare_c(crate::Wrapped(value): crate::Wrapped) -> i32 {
    100 / value
}

/// In the Rust form, with an expression as the fallback.
///
/// # Panics
///
/// For the test.
#[ffi_export(fallback = value - 1)]
#[must_use]
pub fn safe_bare_rust(value: i32) -> i32 {
    assert!(value > 0);
    value
}

/// In the Rust form, with a closure as the fallback.
#[ffi_export(fallback = |_| -1)]
#[must_use]
pub fn safe_bare_closure(value: i32) -> i32 {
    100 / value
}

/// Aborts on a panic.
///
/// # Panics
///
/// For the test.
#[ffi_export(abort)]
pub fn safe_bare_never() -> ! {
    panic!("never")
}

/// Not guarded.
#[::ffi_guard::unguarded(reason = "cannot panic")]
#[unsafe(no_mangle)]
pub extern "C" fn bare_unguarded() -> i32 {
    7
}

/// Returns a text. The function that frees it is at the crate root.
///
/// # Errors
///
/// Never; the type is part of the test.
#[ffi_export(status)]
pub fn safe_bare_text() -> ::std::result::Result<::std::string::String, ::std::fmt::Error> {
    ::std::result::Result::Ok(::std::string::String::new())
}

/// Returns a list.
#[ffi_export]
#[must_use]
pub fn safe_bare_list() -> ::std::vec::Vec<crate::conversions::Verdict> {
    ::std::vec::Vec::new()
}
