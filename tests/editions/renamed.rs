//! The runtime under another name, which every generated path must use.
#![forbid(unsafe_code)]
#![deny(warnings)]

guard::ffi_library! { prefix = "renamed", quiet = true, crate = guard }

/// Re-exports the runtime under another path.
pub mod reexported {
    pub use guard;
}

/// In the C form, with a literal as the fallback.
#[guard::ffi_export(crate = ::guard, fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn renamed_c(value: i32) -> i32 {
    100 / value
}

/// In the Rust form, with an expression as the fallback.
#[guard::ffi_export(crate = guard, fallback = value - 1)]
pub fn renamed_rust(value: i32) -> i32 {
    100 / value
}

/// Has a closure as the fallback.
#[guard::ffi_export(crate = crate::reexported::guard, fallback = |_| -1)]
pub fn renamed_closure(value: i32) -> i32 {
    100 / value
}

/// Uses the fallback of the return type.
#[guard::ffi_export(crate = ::guard)]
pub fn renamed_default(value: i32) {
    assert!(value > 0);
}

/// Aborts on a panic.
#[guard::ffi_export(crate = ::guard, abort)]
pub fn renamed_abort(value: i32) -> i32 {
    100 / value
}

/// Not guarded.
#[guard::unguarded(crate = ::guard, reason = "cannot panic")]
#[unsafe(no_mangle)]
pub extern "C" fn renamed_unguarded() -> i32 {
    7
}
