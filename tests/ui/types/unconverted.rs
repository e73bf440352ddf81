//! References and boxes, which a plain `fn` does not convert yet.
use ffi_guard::ffi_export;

#[ffi_export(fallback = -1)]
pub fn parameters(_: &i32, _: &mut i32, _: Option<&i32>, _: Box<i32>, _: Option<Box<i32>>) -> i32 {
    1
}

#[ffi_export(fallback = &0)]
pub fn reference() -> &'static i32 {
    &1
}

#[ffi_export]
pub fn boxed() -> Option<Box<i32>> {
    None
}

fn main() {}
