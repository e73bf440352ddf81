//! Every kind of export that needs no unsafe code, with the strictest lints.
#![forbid(unsafe_code, improper_ctypes_definitions)]
#![deny(warnings, missing_docs, unreachable_pub, rust_2018_idioms)]
#![deny(clippy::all, clippy::pedantic)]

ffi_guard::ffi_library! { prefix = "safe", quiet = true, strings = true, vecs = [conversions::Verdict] }

pub mod c_form;
pub mod conversions;
pub mod from_macro;
pub mod no_prelude;
pub mod rust_form;
pub mod symbols;

/// A struct that C passes by value.
#[repr(C)]
#[derive(Clone, Copy, ffi_guard::FfiType)]
pub struct Point {
    /// The horizontal coordinate.
    pub x: i32,
    /// The vertical coordinate.
    pub y: i32,
}

/// A newtype, used in patterns.
#[repr(transparent)]
#[derive(Clone, Copy, ffi_guard::FfiType)]
pub struct Wrapped(pub i32);

/// A status type with its own fallback.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ffi_guard::FfiType)]
pub enum Status {
    /// The call succeeded.
    Fine,
    /// The call failed.
    Broken,
}

impl ffi_guard::Fallback for Status {
    fn fallback() -> Self {
        Self::Broken
    }
}
