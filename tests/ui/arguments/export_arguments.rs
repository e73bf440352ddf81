//! The arguments of `#[ffi_export]`, with every kind of error. All errors of one attribute are reported at once.
use ffi_guard::ffi_export;

#[ffi_export(fallbak = -1, abort = true, name = symbol, abi, crate = "ffi_guard", fallback)]
pub fn many(value: i32) -> i32 {
    value
}

#[ffi_export(-1)]
pub fn no_key(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = )]
pub fn no_value(value: i32) -> i32 {
    value
}

#[ffi_export(fallback(-1))]
pub fn parenthesised(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1 abort, abi = 1)]
pub fn no_comma(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, fallback = -2)]
pub fn twice(value: i32) -> i32 {
    value
}

#[ffi_export(no_cancel, fallback = -1, no_cancel)]
pub fn word_twice(value: i32) -> i32 {
    value
}

#[ffi_export(no_cancel = true, fallback = -1)]
pub fn word_with_a_value(value: i32) -> i32 {
    value
}

#[ffi_export(abort, fallback = -1)]
pub fn contradiction(value: i32) -> i32 {
    value
}

fn main() {}
