//! Without a prelude: nothing of std is known by its bare name.
#![no_implicit_prelude]

use ::ffi_guard::ffi_export;
use ::std::{assert, panic, primitive::i32};

#[allow(dead_code)]
struct Ok;
#[allow(dead_code, non_camel_case_types)]
struct Err;

/// The C form, no value.
#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn bare_nothing() {
    panic!("nothing");
}

/// The C form, a pattern.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn bare_c(crate::Wrapped(value): crate::Wrapped) -> i32 {
    100 / value
}

/// The Rust form, an expression.
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

/// The Rust form, a closure.
#[ffi_export(fallback = |_| -1)]
#[must_use]
pub fn safe_bare_closure(value: i32) -> i32 {
    100 / value
}

/// Aborts.
///
/// # Panics
///
/// For the test.
#[ffi_export(abort)]
pub fn safe_bare_never() -> ! {
    panic!("never")
}

/// Left alone.
#[::ffi_guard::unguarded(reason = "cannot panic")]
#[unsafe(no_mangle)]
pub extern "C" fn bare_unguarded() -> i32 {
    7
}

/// A text: the function that frees it is at the root.
///
/// # Errors
///
/// It returns none.
#[ffi_export(status)]
pub fn safe_bare_text() -> ::std::result::Result<::std::string::String, ::std::fmt::Error> {
    ::std::result::Result::Ok(::std::string::String::new())
}

/// A list.
#[ffi_export]
#[must_use]
pub fn safe_bare_list() -> ::std::vec::Vec<crate::conversions::Verdict> {
    ::std::vec::Vec::new()
}
