//! The C form with a fallback that is computed.

use crate::{Interference, failures_inner, latest, message, message_length};
use ffi_guard::{Fallback, Poison, ffi_export};

#[ffi_export(fallback = {
    let length = message_length();
    Interference::of(interference).happen();
    length
})]
#[unsafe(no_mangle)]
extern "C" fn failures_expression(interference: i32) -> i32 {
    assert!(interference < 0, "outer");
    0
}

#[test]
fn an_expression_finds_the_failure_and_cannot_change_it() {
    for interference in Interference::CAUGHT {
        assert_eq!(failures_expression(interference as i32), 5);
        assert_eq!(message(), "outer");
    }
}

#[repr(C)]
struct Length(i32);

impl Fallback for Length {
    fn fallback() -> Self {
        let length = message_length();
        failures_inner();
        Self(length)
    }
}

#[ffi_export]
#[unsafe(no_mangle)]
extern "C" fn failures_of_length(length: usize) -> Length {
    panic!("{}", "x".repeat(length))
}

#[test]
fn the_fallback_of_a_type_finds_the_failure() {
    for length in [4, 6] {
        assert_eq!(failures_of_length(length).0, length as i32);
        assert_eq!(message().len(), length);
    }
}

static STATE: Poison = Poison::new();

#[ffi_export(poison = STATE)]
#[unsafe(no_mangle)]
extern "C" fn failures_c_poisoned() -> Length {
    panic!("poisons")
}

#[test]
fn the_fallback_of_a_type_finds_that_a_state_is_poisoned() {
    assert_eq!(failures_c_poisoned().0, 7);
    let second = failures_c_poisoned().0;
    assert_eq!((second, latest().kind()), (message_length(), ffi_guard::ErrorKind::Poisoned));
}
