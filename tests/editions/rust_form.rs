//! The Rust form.
use crate::{Point, Status, Wrapped};
use ffi_guard::ffi_export;

/// Nothing in, nothing out.
///
/// # Panics
///
/// For the test.
#[ffi_export]
pub fn safe_rust_nothing() {
    panic!("nothing");
}

/// A fallback that the type knows.
///
/// # Panics
///
/// For the test.
#[ffi_export]
#[must_use]
pub fn safe_rust_status(fail: bool) -> Status {
    assert!(!fail, "status");
    Status::Fine
}

/// Named like its parameter, under another symbol.
#[ffi_export(name = "rust_renamed", fallback = rust_parameter)]
#[must_use]
pub fn rust_parameter(rust_parameter: i32) -> i32 {
    rust_parameter / (rust_parameter - 1)
}

/// An expression, and a parameter in it.
///
/// # Panics
///
/// For the test.
#[ffi_export(fallback = seed.wrapping_mul(2))]
#[must_use]
pub fn safe_rust_expression(seed: i32) -> i32 {
    assert!(seed > 0, "not positive");
    seed
}

/// A closure.
///
/// # Panics
///
/// For the test.
#[ffi_export(fallback = |error| seed - i32::from(error.message() == "below zero"))]
#[must_use]
pub fn safe_rust_closure(seed: i32) -> i32 {
    assert!(seed >= 0, "below zero");
    seed
}

/// Never returns.
///
/// # Panics
///
/// For the test.
#[ffi_export(abort)]
pub fn safe_rust_never() -> ! {
    panic!("never")
}

/// Patterns of each kind.
#[ffi_export(fallback = -1)]
#[must_use]
#[expect(clippy::toplevel_ref_arg, reason = "for the test")]
pub fn safe_rust_patterns(
    Wrapped(a): Wrapped,
    Point { x, y: up }: Point,
    mut b: i32,
    ref c: i32,
    _: i32,
    _unused: i32,
) -> i32 {
    b += 1;
    a + x + up + b + *c
}

/// A struct in and out.
#[ffi_export(fallback = Point { x: -1, y: 7 })]
#[must_use]
pub fn safe_rust_struct(point: Point) -> Point {
    Point { x: 100 / point.x, ..point }
}

/// Another ABI.
#[ffi_export(abi = "system", fallback = -1)]
#[must_use]
pub fn safe_rust_system(value: i32) -> i32 {
    100 / value
}

/// Attributes that say how it is to be used and compiled.
#[must_use = "that is all it does"]
#[deprecated(since = "0.0.0", note = "for the test")]
#[inline]
#[ffi_export(fallback = 0)]
pub fn safe_rust_attributes(value: i32) -> i32 {
    100 / value
}

/// A feature of the processor.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[ffi_export(fallback = 0)]
#[target_feature(enable = "sse4.2")]
#[must_use]
#[allow(clippy::missing_safety_doc)] // Clippy takes every `target_feature` for unsafe.
pub fn safe_rust_target_feature(value: u32) -> u32 {
    100 / value
}

/// Under a condition.
#[cfg_attr(all(), ffi_export(fallback = -1))]
#[must_use]
pub fn safe_rust_conditional(value: i32) -> i32 {
    100 / value
}

/// Attributes inside.
#[ffi_export(fallback = -1)]
#[must_use]
pub fn safe_rust_inner(value: i32) -> i32 {
    #![allow(unused_variables)]
    #![allow(clippy::let_unit_value)]
    let unused = ();
    100 / value
}

/// Lint levels on parameters.
#[ffi_export(fallback = -1)]
#[must_use]
pub fn safe_rust_allowed(
    #[allow(unused_variables)] unused: i32,
    #[allow(non_snake_case)] Value: i32,
    #[expect(unused_mut, reason = "for the test")] mut third: i32,
) -> i32 {
    100 / Value + third
}

/// Twelve parameters.
#[ffi_export(fallback = -1)]
#[must_use]
#[allow(clippy::too_many_arguments, clippy::many_single_char_names)]
pub fn safe_rust_twelve(
    a: i32,
    b: i32,
    c: i32,
    d: i32,
    e: i32,
    f: i32,
    g: i32,
    h: i32,
    i: i32,
    j: i32,
    k: i32,
    l: i32,
) -> i32 {
    (a + b + c + d + e + f + g + h + i + j + k) / l
}

/// Raw identifiers, and a symbol that is a keyword.
#[ffi_export(fallback = r#fn, name = "loop")]
#[must_use]
pub fn r#loop(r#fn: i32, r#struct: i32) -> i32 {
    r#fn / r#struct
}

/// Declares an export inside.
#[must_use]
pub fn around() -> i32 {
    #[ffi_export(fallback = -1)]
    fn safe_rust_inside(value: i32) -> i32 {
        100 / value
    }
    safe_rust_inside(1)
}

#[ffi_export(fallback = -1)]
fn safe_rust_private(value: i32) -> i32 {
    100 / value
}

/// Its panics are ordinary ones for a caller in Rust.
#[must_use]
pub fn rust_caller() -> bool {
    std::panic::catch_unwind(|| safe_rust_private(0)).is_err()
}
