//! Symbols by a macro: values that are not a macro, and arguments that need a literal.
use ffi_guard::{ffi_export, unguarded};

fn prefix(name: &'static str) -> &'static str {
    name
}

#[ffi_export(fallback = -1)]
#[unsafe(export_name = prefix("called"))]
pub extern "C" fn called(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, name = prefix("rust_form"))]
pub fn rust_form(value: i32) -> i32 {
    value
}

#[unguarded(reason = concat!("a", "b"))]
#[unsafe(export_name = prefix("reason"))]
pub extern "C" fn reason(value: i32) -> i32 {
    value
}

pub struct Counter;

#[ffi_export(fallback = -1, name = concat!("my", "counter"))]
impl Counter {
    pub fn count(&self) -> i32 {
        0
    }
}

#[ffi_export(fallback = -1, name(rust_list))]
pub fn list(value: i32) -> i32 {
    value
}

#[ffi_export(status(MyStatus))]
pub fn status(value: i32) -> Result<i32, String> {
    Ok(value)
}

#[ffi_export(abort(now))]
pub fn abort(value: i32) -> i32 {
    value
}

fn main() {}
