//! Functions that return an error, or a result that cannot be converted, while values are left to drop.

use crate::{Interference, latest, message, message_length};
use ffi_guard::{CodedError, Error, ErrorKind, Fallback, FfiType, Out, Poison, Status, ffi_export};
use std::cell::RefCell;
use std::ffi::c_char;
use std::fmt;
use std::ptr;

mod c {
    use super::{Answer, Length, Noisy};
    use std::ffi::c_char;

    unsafe extern "C" {
        pub(super) fn failures_err(interference: i32, a: *mut Noisy, b: *mut Noisy) -> i32;
        pub(super) fn failures_err_own_status(interference: i32, a: *mut Noisy) -> Answer;
        pub(super) fn failures_borrowing(interference: i32, a: *mut Noisy) -> i32;
        pub(super) fn failures_text(
            interference: i32,
            a: *mut *mut Noisy,
            b: *mut Noisy,
            out: *mut *mut c_char,
        ) -> i32;
        pub(super) fn failures_unwinds(interference: i32, a: *mut Noisy) -> i32;
        pub(super) fn failures_closure(value: *const i32) -> i32;
        pub(super) fn failures_default(value: *const i32) -> Length;
        pub(super) fn failures_status(value: *const i32, out: *mut i32) -> Answer;
        pub(super) fn failures_poisoned(value: *const i32) -> i32;
    }
}

thread_local! {
    static DROPPED: RefCell<Vec<i32>> = const { RefCell::new(Vec::new()) };
}

/// A value whose destructor carries out the action.
#[derive(FfiType)]
#[repr(C)]
struct Noisy {
    name: i32,
    interference: i32,
}

impl Noisy {
    const NONE: Self = Self { name: 0, interference: 0 };
}

impl Drop for Noisy {
    fn drop(&mut self) {
        DROPPED.with_borrow_mut(|dropped| dropped.push(self.name));
        assert_ne!(message(), "outer", "the failure of the call must be recorded later");
        Interference::of(self.interference).happen();
    }
}

#[derive(Clone, Copy, Debug, PartialEq, FfiType)]
#[repr(i32)]
enum Answer {
    Ok = 0,
    Coded = 5,
    Refused = 6,
    Other = 7,
    /// A code that the other error does not have.
    Wrong = 8,
}

impl Status for Answer {
    const SUCCESS: Self = Self::Ok;

    fn failure(error: &Error) -> Self {
        if message() != error.message() {
            return Self::Wrong;
        }
        crate::failures_inner();
        ffi_guard::clear_last_error();
        match (error.kind(), error.code()) {
            (_, Some(_)) => Self::Coded,
            (ErrorKind::InvalidArgument, _) => Self::Refused,
            _ => Self::Other,
        }
    }
}

#[ffi_export(status)]
fn failures_err(
    interference: i32,
    mut a: Out<'_, Noisy>,
    mut b: Out<'_, Noisy>,
) -> Result<(), CodedError> {
    a.set(Noisy { name: 1, interference });
    b.set(Noisy { name: 2, interference });
    Err(CodedError::new(5, "outer"))
}

#[test]
fn out_parameters_are_dropped_before_an_error_is_recorded() {
    for interference in Interference::ALL {
        ffi_guard::clear_last_error();
        crate::failures_inner();
        let before = latest().count();
        ffi_guard::clear_last_error();
        let [mut a, mut b] = [Noisy::NONE, Noisy::NONE].map(std::mem::ManuallyDrop::new);
        // SAFETY: both pointers are valid for writes.
        let status = unsafe { c::failures_err(interference as i32, &raw mut *a, &raw mut *b) };
        assert_eq!((status, message().as_str()), (5, "outer"));
        assert_eq!(latest().count(), before + 2 * interference.count() + 1);
        assert_eq!(DROPPED.take(), [2, 1], "each is dropped, the last one first");
        assert_eq!((a.name, b.name), (0, 0), "C's memory is unchanged");
    }
}

#[ffi_export(status = Answer)]
fn failures_err_own_status(interference: i32, mut a: Out<'_, Noisy>) -> Result<(), CodedError> {
    a.set(Noisy { name: 1, interference });
    Err(CodedError::new(5, "outer"))
}

#[test]
fn a_status_is_that_of_the_returned_error() {
    for interference in Interference::ALL {
        let mut a = std::mem::ManuallyDrop::new(Noisy::NONE);
        ffi_guard::clear_last_error();
        // SAFETY: the pointer is valid for writes.
        let status = unsafe { c::failures_err_own_status(interference as i32, &raw mut *a) };
        assert_eq!((status, message().as_str()), (Answer::Coded, "outer"));
    }
}

/// Holds the out-parameter.
struct Borrowing<'a>(Out<'a, Noisy>);

impl fmt::Display for Borrowing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(out) = self;
        write!(f, "outer {}", if format!("{out:?}").contains("Some") { "set" } else { "empty" })
    }
}

impl fmt::Debug for Noisy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)
    }
}

#[ffi_export(status)]
fn failures_borrowing<'a>(interference: i32, mut a: Out<'a, Noisy>) -> Result<(), Borrowing<'a>> {
    a.set(Noisy { name: 1, interference });
    Err(Borrowing(a))
}

#[test]
fn an_error_may_contain_the_out_parameter() {
    let mut a = std::mem::ManuallyDrop::new(Noisy::NONE);
    // SAFETY: the pointer is valid for writes.
    let status = unsafe { c::failures_borrowing(0, &raw mut *a) };
    assert_eq!((status, message().as_str()), (-3, "outer set"));
    assert_eq!(DROPPED.take(), [1]);
}

#[ffi_export(status)]
fn failures_text(
    interference: i32,
    mut a: Out<'_, Box<Noisy>>,
    mut b: Out<'_, Noisy>,
) -> Result<String, CodedError> {
    a.set(Box::new(Noisy { name: 1, interference }));
    b.set(Noisy { name: 2, interference });
    Ok("a\0b".into())
}

/// Converted out-parameters are dropped if the result cannot be converted.
#[test]
fn other_results_are_dropped_before_one_is_refused() {
    for interference in Interference::ALL {
        let (mut a, mut out) = (ptr::dangling_mut(), ptr::dangling_mut::<c_char>());
        let mut b = std::mem::ManuallyDrop::new(Noisy::NONE);
        // SAFETY: all three pointers are valid for writes.
        let status =
            unsafe { c::failures_text(interference as i32, &mut a, &raw mut *b, &mut out) };
        assert_eq!((status, latest().kind()), (-3, ErrorKind::Returned));
        assert!(message().contains("NUL"), "{}", message());
        assert_eq!(DROPPED.take(), [2, 1]);
        assert!(a.is_null() && out.is_null());
    }
}

#[ffi_export(fallback = |error| i32::from(error.message() == "outer" && message() == "outer"))]
fn failures_unwinds(interference: i32, mut a: Out<'_, Noisy>) -> i32 {
    a.set(Noisy { name: 1, interference });
    panic!("outer")
}

#[test]
fn out_parameters_are_dropped_before_a_panic_is_recorded() {
    // std aborts the process if a destructor panics while another panic unwinds.
    for interference in Interference::CAUGHT {
        let mut a = std::mem::ManuallyDrop::new(Noisy::NONE);
        ffi_guard::clear_last_error();
        // SAFETY: the pointer is valid for writes.
        assert_eq!(unsafe { c::failures_unwinds(interference as i32, &raw mut *a) }, 1);
        assert_eq!(message(), "outer");
    }
}

/// Fails for 1, panics for 2. NULL is rejected before the call.
fn value_of(value: i32) -> Result<i32, CodedError> {
    match value {
        1 => Err(CodedError::new(1, "error")),
        2 => panic!("a panic"),
        value => Ok(value),
    }
}

/// Calls a function with each failing value and the message expected for it.
fn each_failure(call: impl Fn(*const i32, &str)) {
    call(&1, "error");
    call(&2, "a panic");
    call(ptr::null(), "argument `value` is null");
}

#[ffi_export(fallback = |error| {
    let length = if message() == error.message() { message_length() } else { -1 };
    crate::failures_inner();
    ffi_guard::clear_last_error();
    length
})]
fn failures_closure(value: &i32) -> Result<i32, CodedError> {
    value_of(*value)
}

#[test]
fn a_fallback_closure_finds_the_failure_and_cannot_change_it() {
    each_failure(|value, expected| {
        // SAFETY: `value` is null or points to a number.
        assert_eq!(unsafe { c::failures_closure(value) }, expected.len() as i32);
        assert_eq!(message(), expected);
    });
}

#[derive(Debug, PartialEq, FfiType)]
#[repr(C)]
struct Length(i32);

impl Fallback for Length {
    fn fallback() -> Self {
        let length = message_length();
        ffi_guard::clear_last_error();
        Self(length)
    }
}

#[ffi_export]
fn failures_default(value: &i32) -> Result<Length, CodedError> {
    value_of(*value).map(Length)
}

#[test]
fn the_fallback_of_a_type_finds_the_failure() {
    each_failure(|value, expected| {
        // SAFETY: `value` is null or points to a number.
        assert_eq!(unsafe { c::failures_default(value) }, Length(expected.len() as i32));
        assert_eq!(message(), expected);
    });
}

#[ffi_export(status = Answer)]
fn failures_status(value: &i32) -> Result<i32, CodedError> {
    value_of(*value)
}

#[test]
fn a_status_finds_the_failure_and_cannot_change_it() {
    each_failure(|value, expected| {
        let mut out = 0;
        // SAFETY: `value` is null or points to a number; `out` is valid for writes.
        let status = unsafe { c::failures_status(value, &mut out) };
        let of_kind = match latest().kind() {
            ErrorKind::Returned => Answer::Coded,
            ErrorKind::InvalidArgument => Answer::Refused,
            _ => Answer::Other,
        };
        assert_eq!((status, message().as_str()), (of_kind, expected));
    });
}

static STATE: Poison = Poison::new();

#[ffi_export(fallback = message_length(), poison = STATE)]
fn failures_poisoned(value: &i32) -> i32 {
    assert!(*value > 0, "poisons");
    *value
}

#[test]
fn a_fallback_finds_that_a_state_is_poisoned() {
    // SAFETY: the reference is a valid pointer to a number.
    let call = |value| unsafe { c::failures_poisoned(&value) };
    assert_eq!(call(0), "poisons".len() as i32);
    assert_eq!((call(1), latest().kind()), (message_length(), ErrorKind::Poisoned));
}
