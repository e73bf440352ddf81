//! Callbacks in a crate with strict lints.
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]

use ffi_guard::{ffi_callback, try_across_c};

type Function = extern "C" fn(i32) -> i32;

#[ffi_callback(fallback = r#in)]
extern "C" fn parameter(r#in: i32) -> i32 {
    10 / r#in
}

#[inline]
#[must_use]
#[ffi_callback(fallback = |error| -i32::try_from(error.message().len()).unwrap_or(0))]
extern "system" fn with_an_error(value: i32) -> i32 {
    10 / value
}

macro_rules! callbacks {
    ($($name:ident: $fallback:expr),*) => {$(
        #[ffi_callback(fallback = $fallback)]
        extern "C" fn $name(value: i32) -> i32 { 10 / value }
    )*};
}
callbacks! { constant: -1, of_a_constant: i32::MIN, computed: i32::from(true) }

#[ffi_callback(fallback = L)]
extern "C" fn generic<'a, const L: usize>(text: &'a [u8; L]) -> usize {
    text.iter().position(|byte| *byte == 0).expect("no NUL")
}

/// A type with a parameter that the attribute cannot see.
struct Behind<T>(T);

impl<T> Behind<T> {
    #[ffi_callback(fallback = 0)]
    extern "C" fn size(of: &T, _: Option<&mut Self>) -> usize {
        size_of_val(of)
    }
}

fn main() {
    assert_eq!((Behind::size(&1_u8, None), Behind::size(&2_u32, Some(&mut Behind(0)))), (1, 4));
    let each: [(Function, i32); 4] =
        [(parameter, 0), (constant, -1), (of_a_constant, i32::MIN), (computed, 1)];
    for (function, fallback) in each {
        assert_eq!((function(5), function(0)), (2, fallback));
        assert!(try_across_c(|_| assert_eq!(function(0), fallback)).is_err());
    }
    assert_eq!(with_an_error(0), -25);
    assert_eq!((generic(b"a\0"), generic(b"abc")), (1, 3));
}
