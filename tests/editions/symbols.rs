//! Each way to name a symbol, with each order of the attributes.
use ffi_guard::{ffi_export, unguarded};

/// Without `unsafe`.
#[ffi_export(fallback = -1)]
#[no_mangle]
pub extern "C" fn symbol_plain(value: i32) -> i32 {
    100 / value
}

/// With the symbol attribute below.
#[no_mangle]
#[ffi_export(fallback = -1)]
pub extern "C" fn symbol_plain_first(value: i32) -> i32 {
    100 / value
}

/// With the symbol attribute below, and `unsafe`.
#[unsafe(no_mangle)]
#[ffi_export(fallback = -1)]
pub extern "C" fn symbol_first(value: i32) -> i32 {
    100 / value
}

/// With its own symbol.
#[ffi_export(fallback = -1)]
#[export_name = "symbol_named"]
pub extern "C" fn named(value: i32) -> i32 {
    100 / value
}

/// With its own symbol, and `unsafe`.
#[unsafe(export_name = "symbol_named_unsafe")]
#[ffi_export(fallback = -1)]
pub extern "C" fn named_unsafe(value: i32) -> i32 {
    100 / value
}

/// With a symbol that is not a Rust identifier, under a condition.
#[ffi_export(fallback = -1)]
#[cfg_attr(all(), unsafe(export_name = r"symbol$odd"))]
pub extern "C" fn odd(value: i32) -> i32 {
    100 / value
}

/// With a plain `extern`, which means `extern "C"`.
#[allow(missing_abi)]
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern fn symbol_extern(value: i32) -> i32 {
    100 / value
}

/// Unguarded on purpose.
#[unguarded(reason = "cannot panic")]
#[unsafe(no_mangle)]
pub extern "C" fn symbol_unguarded() -> i32 {
    7
}

/// A static.
#[unguarded(reason = "a static cannot panic")]
#[unsafe(no_mangle)]
pub static SYMBOL_STATIC: i32 = 8;
