//! The Rust form.
use crate::{Point, Status, Wrapped};
use ffi_guard::ffi_export;

/// Takes and returns nothing.
///
/// # Panics
///
/// For the test.
#[ffi_export]
pub fn safe_rust_nothing() {
    panic!("nothing");
}

/// Uses the fallback of the return type.
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

/// Has the same name as its parameter, and another symbol.
#[ffi_export(name = "rust_renamed", fallback = rust_parameter)]
#[must_use]
pub fn rust_parameter(rust_parameter: i32) -> i32 {
    rust_parameter / (rust_parameter - 1)
}

/// Has an expression with a parameter as the fallback.
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

/// Has a closure as the fallback.
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

/// Takes each kind of pattern.
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

/// Takes and returns a struct.
#[ffi_export(fallback = Point { x: -1, y: 7 })]
#[must_use]
pub fn safe_rust_struct(point: Point) -> Point {
    Point { x: 100 / point.x, ..point }
}

/// Has another ABI.
#[ffi_export(abi = "system", fallback = -1)]
#[must_use]
pub fn safe_rust_system(value: i32) -> i32 {
    100 / value
}

/// Has attributes that affect its use and its compilation.
#[must_use = "that is all it does"]
#[deprecated(since = "0.0.0", note = "for the test")]
#[inline]
#[ffi_export(fallback = 0)]
pub fn safe_rust_attributes(value: i32) -> i32 {
    100 / value
}

/// Requires a feature of the processor.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[ffi_export(fallback = 0)]
#[target_feature(enable = "sse4.2")]
#[must_use]
#[allow(clippy::missing_safety_doc)] // Clippy treats every function with `target_feature` as unsafe.
pub fn safe_rust_target_feature(value: u32) -> u32 {
    100 / value
}

/// Has its attribute under a condition that holds.
#[cfg_attr(all(), ffi_export(fallback = -1))]
#[must_use]
pub fn safe_rust_conditional(value: i32) -> i32 {
    100 / value
}

/// Has inner attributes.
#[ffi_export(fallback = -1)]
#[must_use]
pub fn safe_rust_inner(value: i32) -> i32 {
    #![allow(unused_variables)]
    #![allow(clippy::let_unit_value)]
    let unused = ();
    100 / value
}

/// Has lint levels on parameters.
#[ffi_export(fallback = -1)]
#[must_use]
pub fn safe_rust_allowed(
    #[allow(unused_variables)] unused: i32,
    #[allow(non_snake_case)] Value: i32,
    #[expect(unused_mut, reason = "for the test")] mut third: i32,
) -> i32 {
    100 / Value + third
}

/// Takes twelve parameters.
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

/// Uses raw identifiers, and a keyword as the symbol.
#[ffi_export(fallback = r#fn, name = "loop")]
#[must_use]
pub fn r#loop(r#fn: i32, r#struct: i32) -> i32 {
    r#fn / r#struct
}

/// Declares an export in its body.
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

/// Panics as usual if called from Rust.
#[must_use]
pub fn rust_caller() -> bool {
    std::panic::catch_unwind(|| safe_rust_private(0)).is_err()
}
