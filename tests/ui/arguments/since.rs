//! The release that first exports a symbol is a version with one to three numbers.
use ffi_guard::{FfiHandle, ffi_export, unguarded};

ffi_guard::ffi_library! { prefix = "geo", errors = "none" }

#[ffi_export(fallback = -1, since = 1.2)]
pub fn geo_number(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, since = "v1.2")]
pub fn geo_letter(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, since = "1.2.3.4")]
pub fn geo_four(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, since = "1.02")]
pub fn geo_zero(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, since = "")]
pub fn geo_empty(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, since = "1.2.0-beta")]
pub fn geo_prerelease(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1, since)]
pub fn geo_word(value: i32) -> i32 {
    value
}

#[unguarded(reason = "a constant", since = "next")]
#[unsafe(no_mangle)]
pub static GEO_SIDES: i32 = 4;

#[derive(FfiHandle)]
#[ffi(since = "1.")]
pub struct Shape(f64);

#[ffi_export(since = "1,2")]
impl Shape {
    #[ffi_export(since = "1..2")]
    pub fn new() -> Self {
        Self(0.0)
    }
}

fn main() {}
