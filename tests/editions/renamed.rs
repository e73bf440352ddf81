//! The runtime under another name, which no generated path may miss.
#![forbid(unsafe_code)]
#![deny(warnings)]

guard::ffi_library! { prefix = "renamed", quiet = true, crate = guard }

/// The runtime once more, by a path of the crate's own.
pub mod reexported {
    pub use guard;
}

/// The C form, a literal.
#[guard::ffi_export(crate = ::guard, fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn renamed_c(value: i32) -> i32 {
    100 / value
}

/// The Rust form, an expression.
#[guard::ffi_export(crate = guard, fallback = value - 1)]
pub fn renamed_rust(value: i32) -> i32 {
    100 / value
}

/// A closure.
#[guard::ffi_export(crate = crate::reexported::guard, fallback = |_| -1)]
pub fn renamed_closure(value: i32) -> i32 {
    100 / value
}

/// A type's own fallback.
#[guard::ffi_export(crate = ::guard)]
pub fn renamed_default(value: i32) {
    assert!(value > 0);
}

/// An end.
#[guard::ffi_export(crate = ::guard, abort)]
pub fn renamed_abort(value: i32) -> i32 {
    100 / value
}

/// Left alone.
#[guard::unguarded(crate = ::guard, reason = "cannot panic")]
#[unsafe(no_mangle)]
pub extern "C" fn renamed_unguarded() -> i32 {
    7
}
