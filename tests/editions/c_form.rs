//! The C form.
use crate::{Point, Status, Wrapped};
use ffi_guard::ffi_export;

/// Takes and returns nothing.
#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn c_nothing() {
    panic!("nothing");
}

/// Uses the fallback of the return type.
#[ffi_export]
#[unsafe(no_mangle)]
pub extern "C" fn c_status(fail: bool) -> Status {
    assert!(!fail, "status");
    Status::Fine
}

/// Has an expression with a parameter as the fallback.
#[ffi_export(fallback = seed.wrapping_mul(2))]
#[unsafe(no_mangle)]
pub extern "C" fn c_expression(seed: i32) -> i32 {
    assert!(seed > 0, "not positive");
    seed
}

/// Has a path to a parameter as the fallback.
#[ffi_export(fallback = seed)]
#[unsafe(no_mangle)]
pub extern "C" fn c_parameter(seed: i32, fail: bool) -> i32 {
    assert!(!fail);
    seed + 1
}

/// Has a closure that uses the error and a parameter.
#[ffi_export(fallback = |error| seed - i32::from(error.message() == "below zero"))]
#[unsafe(no_mangle)]
pub extern "C" fn c_closure(seed: i32) -> i32 {
    assert!(seed >= 0, "below zero");
    seed
}

/// Has a closure with every optional part.
#[ffi_export(fallback = move |_: &ffi_guard::Error| -> i32 { -2 })]
#[unsafe(no_mangle)]
pub extern "C" fn c_typed_closure(fail: bool) -> i32 {
    assert!(!fail);
    2
}

/// Never returns.
#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn c_never() -> ! {
    panic!("never")
}

/// Returns or aborts.
#[ffi_export(abort)]
#[unsafe(no_mangle)]
pub extern "C" fn c_or_abort(value: u64) -> u64 {
    value
}

/// Takes each kind of pattern.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
#[expect(clippy::toplevel_ref_arg, reason = "for the test")]
pub extern "C" fn c_patterns(
    Wrapped(a): Wrapped,
    Point { x, y: up }: Point,
    mut b: i32,
    ref c: i32,
    _: i32,
    _unused: i32,
    whole @ Wrapped(_): Wrapped,
) -> i32 {
    b += 1;
    a + x + up + b + *c + whole.0
}

/// Takes and returns a struct.
#[ffi_export(fallback = Point { x: -1, y: point.y })]
#[unsafe(no_mangle)]
pub extern "C" fn c_struct(point: Point) -> Point {
    Point { x: 100 / point.x, ..point }
}

/// A struct that borrows.
#[repr(C)]
pub struct View<'a> {
    /// The borrowed number.
    pub number: &'a i32,
}

/// Has named and elided lifetimes.
#[ffi_export(fallback = None)]
#[unsafe(no_mangle)]
pub extern "C" fn c_lifetimes<'a>(first: Option<&'a i32>, _second: Option<&i32>) -> Option<&'a i32>
where
    'a: 'a,
{
    assert!(first.is_some());
    first
}

/// Returns a reference with an elided lifetime.
#[ffi_export(fallback = &0)]
#[unsafe(no_mangle)]
pub extern "C" fn c_elided(number: &i32) -> &i32 {
    assert!(*number != 0);
    number
}

/// Has an elided lifetime in a struct.
#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn c_view(view: View<'_>) -> i32 {
    *view.number
}

/// Has another ABI.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "system" fn c_system(value: i32) -> i32 {
    100 / value
}

/// Has attributes that affect its use and its compilation.
#[must_use = "that is all it does"]
#[deprecated(since = "0.0.0", note = "for the test")]
#[inline]
#[cold]
#[doc(alias = "attributed")]
#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
pub extern "C" fn c_attributes(value: i32) -> i32 {
    100 / value
}

/// Requires a feature of the processor.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[ffi_export(fallback = 0)]
#[unsafe(no_mangle)]
#[target_feature(enable = "sse4.2")]
#[allow(clippy::missing_safety_doc)] // Clippy treats every function with `target_feature` as unsafe.
pub extern "C" fn c_target_feature(value: u32) -> u32 {
    100 / value
}

/// Has its attributes under a condition that holds.
#[cfg_attr(all(), ffi_export(fallback = -1), unsafe(no_mangle))]
pub extern "C" fn c_conditional(value: i32) -> i32 {
    100 / value
}

/// Has its attributes under a condition that does not hold.
#[cfg_attr(any(), ffi_export(fallback = -1), unsafe(no_mangle))]
#[must_use]
pub extern "C" fn c_not_exported(value: i32) -> i32 {
    value
}

/// Has inner attributes.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn c_inner(value: i32) -> i32 {
    #![allow(unused_variables)]
    #![allow(clippy::let_unit_value)]
    let unused = ();
    100 / value
}

/// Has lint levels on parameters.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn c_allowed(
    #[allow(unused_variables)] unused: i32,
    #[allow(non_snake_case)] Value: i32,
    #[expect(unused_mut, reason = "for the test")] mut third: i32,
) -> i32 {
    100 / Value + third
}

/// Takes twelve parameters.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
#[allow(clippy::too_many_arguments, clippy::many_single_char_names)]
pub extern "C" fn c_twelve(
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

/// Uses raw identifiers.
#[ffi_export(fallback = r#fn)]
#[unsafe(no_mangle)]
pub extern "C" fn r#match(r#fn: i32, r#struct: i32) -> i32 {
    r#fn / r#struct
}

/// A type with associated functions.
pub struct Counter;

impl Counter {
    /// An associated function.
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    pub extern "C" fn c_associated(value: i32) -> i32 {
        Self::half(100 / value)
    }

    /// Uses `Self` in the signature.
    #[ffi_export(fallback = Self::half(0))]
    #[unsafe(export_name = "c_associated_self")]
    pub extern "C" fn with_self(this: Option<&Self>) -> i32 {
        assert!(this.is_some());
        1
    }

    fn half(value: i32) -> i32 {
        value / 2
    }
}

/// A trait with an exported method.
pub trait Exported {
    /// Returns the value.
    extern "C" fn value(value: i32) -> i32;
}

impl Exported for Counter {
    #[ffi_export(fallback = -1)]
    #[unsafe(export_name = "c_of_trait")]
    extern "C" fn value(value: i32) -> i32 {
        100 / value
    }
}

/// Declares an export in its body.
#[must_use]
pub fn around() -> i32 {
    #[ffi_export(fallback = -1)]
    #[unsafe(no_mangle)]
    extern "C" fn c_inside(value: i32) -> i32 {
        100 / value
    }
    c_inside(1)
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
extern "C" fn c_private(value: i32) -> i32 {
    100 / value
}

/// Returns early in several ways.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn c_early(value: i32) -> i32 {
    if value == 1 {
        return 10;
    }
    let half = || Some(value.checked_div(2)? + 1);
    half().unwrap_or_default() / (value - 2)
}
