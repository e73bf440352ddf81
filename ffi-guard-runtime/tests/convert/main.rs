//! The Rust form: arguments from C are checked and converted. Each shim is called as C would call it, by its symbol.
#![expect(
    clippy::undocumented_unsafe_blocks,
    reason = "the point of each test is the validity of its arguments"
)]

use ffi_guard::{ErrorKind, FfiType, Out, clear_last_error, ffi_export, last_error};
use std::ffi::CStr;
use std::ptr;
use std::sync::atomic::{AtomicU32, Ordering};

ffi_guard::ffi_library! { prefix = "convert" }

#[ffi_export(fallback = -1)]
fn convert_sum(values: &[i32]) -> i64 {
    values.iter().map(|value| i64::from(*value)).sum()
}

#[ffi_export(fallback = 0)]
fn convert_len(text: &str) -> usize {
    text.chars().count()
}

#[ffi_export(fallback = -1)]
fn convert_add(to: &mut i32, value: &i32) -> i32 {
    *to += *value;
    0
}

/// A type that is opaque to C.
struct Text(String);

#[ffi_export]
fn convert_new(text: Option<&CStr>) -> Box<Text> {
    Box::new(Text(text.map_or(String::new(), |text| text.to_string_lossy().into_owned())))
}

#[ffi_export(fallback = -1)]
fn convert_free(text: Box<Text>) -> i32 {
    text.0.len() as i32
}

#[ffi_export(status)]
fn convert_parse(text: &str) -> Result<i32, std::num::ParseIntError> {
    text.parse()
}

#[ffi_export(fallback = -1)]
fn convert_divide(a: i32, b: i32, mut quotient: Out<'_, i32>) -> i32 {
    quotient.set(a / b);
    0
}

/// A value owned by C, until a call has taken it.
#[repr(transparent)]
struct Ticket(u32);

impl Drop for Ticket {
    fn drop(&mut self) {
        DROPPED.fetch_add(self.0, Ordering::Relaxed);
    }
}

static DROPPED: AtomicU32 = AtomicU32::new(0);

#[ffi_export(fallback = -1)]
fn convert_redeem(#[ffi(unchecked)] ticket: Ticket, text: &str) -> i32 {
    text.len() as i32 + ticket.0 as i32
}

/// A function that names the lifetime of what it borrows.
#[ffi_export(status)]
fn convert_first<'a>(text: &'a str) -> Result<u32, Borrowed<'a>> {
    text.chars().next().map(u32::from).ok_or(Borrowed(text))
}

struct Borrowed<'a>(&'a str);

impl std::fmt::Display for Borrowed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "nothing comes first in {:?}", self.0)
    }
}

/// A trait implemented for every type, with a method name that an expansion once called by accident.
trait Named {
    #[expect(dead_code, reason = "its existence is the test")]
    fn code(&self) -> u8 {
        0
    }
}

impl<T: ?Sized> Named for T {}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Clone, Copy, FfiType)]
#[repr(i32)]
enum Color {
    Red = 1,
    Green,
}

#[derive(Clone, Copy, FfiType)]
#[repr(C)]
struct Pen {
    color: Color,
    filled: bool,
}

/// Names itself in its fields.
#[derive(FfiType)]
#[repr(C)]
struct Chain<T, const N: usize> {
    items: [T; N],
    next: *const Self,
}

#[ffi_export(fallback = 0)]
fn convert_chain_length(chain: &Chain<Point, 2>) -> usize {
    1 + usize::from(!chain.next.is_null())
}

#[test]
fn a_type_may_name_itself() {
    let last = Chain { items: [Point { x: 0.0, y: 0.0 }; 2], next: ptr::null() };
    let first = Chain { items: last.items, next: &raw const last };
    assert_eq!((convert_chain_length(&last), convert_chain_length(&first)), (1, 2));
}

#[ffi_export(fallback = f64::NAN)]
fn convert_norm(point: Point) -> f64 {
    point.x.hypot(point.y)
}

#[ffi_export(fallback = -1)]
fn convert_pen(pen: Pen, thick: bool) -> i32 {
    match pen.color {
        Color::Red => 10 + i32::from(pen.filled) + i32::from(thick),
        Color::Green => 20,
    }
}

mod c {
    use std::ffi::{c_char, c_void};

    /// The pen as C may pass it, with any values.
    #[repr(C)]
    pub(crate) struct RawPen(pub(crate) i32, pub(crate) u8);

    unsafe extern "C" {
        pub(crate) fn convert_sum(values: *const i32, len: usize) -> i64;
        pub(crate) fn convert_len(text: *const c_char) -> usize;
        pub(crate) fn convert_add(to: *mut i32, value: *const i32) -> i32;
        pub(crate) fn convert_new(text: *const c_char) -> *mut c_void;
        pub(crate) fn convert_free(text: *mut c_void) -> i32;
        pub(crate) fn convert_parse(text: *const c_char, out: *mut i32) -> i32;
        pub(crate) fn convert_redeem(ticket: u32, text: *const c_char) -> i32;
        pub(crate) fn convert_first(text: *const c_char, out: *mut u32) -> i32;
        pub(crate) fn convert_norm(point: super::Point) -> f64;
        pub(crate) fn convert_pen(pen: RawPen, thick: u8) -> i32;
        pub(crate) fn convert_divide(a: i32, b: i32, quotient: *mut i32) -> i32;
    }
}

#[track_caller]
fn refused(message: &str) {
    let error = last_error().expect("a failure");
    assert_eq!((error.kind(), error.message()), (ErrorKind::InvalidArgument, message));
    clear_last_error();
}

#[test]
fn slices() {
    let values = [1, 2, 3];
    unsafe {
        assert_eq!(c::convert_sum(values.as_ptr(), 3), 6);
        assert_eq!(c::convert_sum(std::ptr::null(), 0), 0);
        assert!(last_error().is_none());
        assert_eq!(c::convert_sum(std::ptr::null(), 3), -1);
        refused("argument `values` is null");
        assert_eq!(c::convert_sum(values.as_ptr().byte_add(1), 2), -1);
        refused("argument `values` is not aligned for its type");
        assert_eq!(c::convert_sum(values.as_ptr(), usize::MAX), -1);
        refused("argument `values` is longer than the address space");
    }
}

#[test]
fn texts() {
    unsafe {
        assert_eq!(c::convert_len(c"größe".as_ptr()), 5);
        assert_eq!(c::convert_len(c"a\xffb".as_ptr()), 0);
        refused("argument `text` is not UTF-8 from byte 1");
        assert_eq!(c::convert_len(std::ptr::null()), 0);
        refused("argument `text` is null");
    }
}

#[test]
fn references() {
    let (mut to, value) = (1, 2);
    unsafe {
        assert_eq!(c::convert_add(&mut to, &value), 0);
        assert_eq!(to, 3);
        let both = &raw mut to;
        assert_eq!(c::convert_add(both, both), -1);
        refused("argument `to` overlaps another argument, and the function may write to it");
    }
}

#[test]
fn owners() {
    unsafe {
        let text = c::convert_new(c"hello".as_ptr());
        assert_eq!(c::convert_free(text), 5);
        let text = c::convert_new(std::ptr::null());
        assert_eq!(c::convert_free(text), 0);
        assert_eq!(c::convert_free(std::ptr::null_mut()), -1);
        refused("argument `text` is null");
    }
}

#[test]
fn statuses() {
    let mut out = 7;
    unsafe {
        assert_eq!((c::convert_parse(c"12".as_ptr(), &mut out), out), (0, 12));
        assert_eq!((c::convert_parse(c"x".as_ptr(), &mut out), out), (-3, 12));
        let error = last_error().unwrap();
        assert_eq!(
            (error.kind(), error.message()),
            (ErrorKind::Returned, "invalid digit found in string")
        );
        assert_eq!(c::convert_parse(std::ptr::null(), &mut out), -2);
        refused("argument `text` is null");
        assert_eq!(c::convert_parse(c"1".as_ptr(), std::ptr::null_mut()), -2);
        refused("argument `out` is null");
    }
}

#[test]
fn out_parameters() {
    let mut quotient = 7;
    unsafe {
        assert_eq!((c::convert_divide(6, 3, &mut quotient), quotient), (0, 2));
        assert_eq!((c::convert_divide(6, 0, &mut quotient), quotient), (-1, 2));
        assert_eq!(last_error().unwrap().kind(), ErrorKind::Panic);
    }
}

#[test]
fn values() {
    unsafe {
        assert!((c::convert_norm(Point { x: 3.0, y: 4.0 }) - 5.0).abs() < 1e-9);
        assert_eq!(c::convert_pen(c::RawPen(1, 1), 1), 12);
        assert_eq!(c::convert_pen(c::RawPen(2, 0), 0), 20);
        assert_eq!(c::convert_pen(c::RawPen(3, 0), 0), -1);
        refused("argument `pen` is 3, which is not a valid `Color` in its field `color`");
        assert_eq!(c::convert_pen(c::RawPen(1, 2), 0), -1);
        refused("argument `pen` is 2, and a `bool` is 0 or 1 in its field `filled`");
        assert_eq!(c::convert_pen(c::RawPen(1, 0), 255), -1);
        refused("argument `thick` is 255, and a `bool` is 0 or 1");
    }
}

#[test]
fn a_refused_call_leaves_c_what_it_is_not_to_look_at() {
    unsafe {
        assert_eq!(c::convert_redeem(3, std::ptr::null()), -1);
        refused("argument `text` is null");
        assert_eq!(DROPPED.load(Ordering::Relaxed), 0);
        assert_eq!(c::convert_redeem(3, c"ab".as_ptr()), 5);
    }
    assert_eq!(DROPPED.load(Ordering::Relaxed), 3);
}

#[test]
fn an_error_that_names_its_lifetime() {
    let mut first = 0;
    unsafe {
        assert_eq!(c::convert_first(c"ab".as_ptr(), &mut first), 0);
        assert_eq!(c::convert_first(c"".as_ptr(), &mut first), -3);
    }
    assert_eq!(first, u32::from('a'));
    let error = last_error().expect("a failure");
    assert_eq!(error.message(), "nothing comes first in \"\"");
    clear_last_error();
}
