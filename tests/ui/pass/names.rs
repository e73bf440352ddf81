//! Parameters and functions with the names that the expansion uses.
#![deny(warnings)]
use ffi_guard::{FfiType, ffi_export};

#[derive(FfiType)]
#[repr(C)]
pub struct Pair(i32, i32);

#[ffi_export(fallback = value - payload + error * p - f)]
#[unsafe(no_mangle)]
pub extern "C" fn plain(value: i32, payload: i32, error: i32, p: i32, f: i32) -> i32 {
    assert!(value >= 0, "negative");
    value + payload * error - p + f
}

#[ffi_export(fallback = |error| error.message().len() as i32 + value - payload + p - f)]
#[unsafe(no_mangle)]
pub extern "C" fn closure(value: i32, payload: i32, p: i32, f: i32) -> i32 {
    assert!(value >= 0, "negative");
    value + payload - p + f
}

#[ffi_export(fallback = __ffi_guard_value - __ffi_guard_payload + __ffi_guard_args * __ffi_guard_arg0)]
#[unsafe(no_mangle)]
pub extern "C" fn generated(
    Pair(first, second): Pair,
    __ffi_guard_value: i32,
    __ffi_guard_payload: i32,
    __ffi_guard_args: i32,
    __ffi_guard_arg0: i32,
) -> i32 {
    assert!(first >= 0, "negative");
    first + second + __ffi_guard_value + __ffi_guard_payload + __ffi_guard_args + __ffi_guard_arg0
}

#[ffi_export(fallback = __ffi_guard_payload)]
#[unsafe(no_mangle)]
pub extern "C" fn constant(__ffi_guard_value: i32, __ffi_guard_payload: i32, own: i32) -> i32 {
    assert!(__ffi_guard_value >= 0, "negative");
    let constant = own;
    constant
}

#[ffi_export(fallback = constant_own)]
#[unsafe(no_mangle)]
pub extern "C" fn constant_own(constant_own: i32) -> i32 {
    100 / constant_own - 1
}

mod rust_form {
    use super::{Pair, ffi_export};

    #[ffi_export(fallback = shim + __ffi_guard_value * __ffi_guard_shim)]
    pub fn shim(
        shim: i32,
        Pair(first, _): Pair,
        __ffi_guard_shim: i32,
        __ffi_guard_value: i32,
        __ffi_guard_arg1: i32,
    ) -> i32 {
        assert!(first >= 0, "negative");
        shim + first + __ffi_guard_shim + __ffi_guard_value + __ffi_guard_arg1
    }

    // Functions named like the shim and like the closure's argument.
    #[ffi_export(fallback = -1, name = "named_like_the_shim")]
    pub fn __ffi_guard_shim(value: i32) -> i32 {
        100 / value
    }

    #[ffi_export(fallback = |error| error.message().len() as i32, name = "named_like_the_error")]
    pub fn error(payload: i32) -> i32 {
        100 / payload
    }
}

/// Items of the author with the names of items of std that the expansion uses.
mod std_names {
    #![allow(dead_code, non_camel_case_types, unused_macros)]
    use super::ffi_export;

    mod std {}
    mod core {}
    mod ffi_guard {}
    struct Ok;
    struct Err;
    struct Option;
    struct Name;
    type i32 = u8;
    fn record() {}
    fn catch_unwind() {}
    macro_rules! compile_error {
        () => {};
    }

    #[ffi_export(fallback = 255)]
    #[unsafe(no_mangle)]
    pub extern "C" fn std_names(value: u8) -> i32 {
        100 / value
    }
}

unsafe extern "C" {
    safe fn shim(first: i32, pair: Pair, third: i32, fourth: i32, fifth: i32) -> i32;
    safe fn named_like_the_shim(value: i32) -> i32;
    safe fn named_like_the_error(value: i32) -> i32;
}

fn main() {
    // The panics are expected, but a failed assertion is not.
    std::panic::set_hook(Box::new(|info| {
        if info.to_string().contains("assertion") {
            eprintln!("{info}");
        }
    }));
    assert_eq!(plain(1, 2, 3, 4, 5), 8);
    assert_eq!(plain(-1, 2, 3, 4, 5), 4);
    assert_eq!(closure(1, 2, 3, 4), 4);
    assert_eq!(closure(-1, 2, 3, 4), 4);
    assert_eq!(generated(Pair(1, 2), 3, 4, 5, 6), 21);
    assert_eq!(generated(Pair(-1, 2), 3, 4, 5, 6), 29);
    assert_eq!(constant(1, 2, 3), 3);
    assert_eq!(constant(-1, 2, 3), 2);
    assert_eq!(constant_own(5), 19);
    assert_eq!(constant_own(0), 0);
    assert_eq!(shim(1, Pair(2, 3), 4, 5, 6), 18);
    assert_eq!(shim(1, Pair(-2, 3), 4, 5, 6), 21);
    assert_eq!(rust_form::shim(1, Pair(2, 3), 4, 5, 6), 18);
    assert_eq!((named_like_the_shim(5), named_like_the_shim(0)), (20, -1));
    assert_eq!((rust_form::__ffi_guard_shim(5), rust_form::error(5)), (20, 20));
    assert_eq!((named_like_the_error(5), named_like_the_error(0)), (20, 25));
    assert_eq!((std_names::std_names(5), std_names::std_names(0)), (20, 255));
}
