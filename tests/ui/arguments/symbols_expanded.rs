//! Macros that do not expand to a symbol: rustc reports each at the macro.
use ffi_guard::ffi_export;

macro_rules! not_literal {
    ($name:ident) => {
        crate::$name()
    };
}

macro_rules! number {
    () => {
        3
    };
}

#[ffi_export(fallback = -1)]
#[unsafe(export_name = not_literal!(first))]
pub extern "C" fn first(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, name = number!())]
pub fn second(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
#[unsafe(export_name = unknown!(third))]
pub extern "C" fn third(value: i32) -> i32 {
    value
}

fn main() {}
