//! Row 26: C passes a value that is invalid for the parameter's type.
//!
//! In the C form this is undefined behavior, as without the attribute, so its result cannot be tested. These tests only
//! show that no check takes place: the functions of the C form read the bytes of their argument, never its value, and
//! return them unchanged. They run in their own process, built without optimization.

use crate::row::Row;
use ffi_guard_test_support::c::Program;
use ffi_guard_test_support::project::Project;

pub(crate) const ROW: Row = Row {
    number: 26,
    hazard: "C passes a value that is invalid for the parameter's type: 2 for a `bool`, an unknown number for an enum, \
             null for a reference",
    without: "undefined behaviour",
    guarded: Some(
        "the same in the C form, which does not check arguments; the compiler warns if the type derives `FfiType`. \
         The Rust form rejects the value with a message, and C receives the fallback",
    ),
    elsewhere: &[],
};

const LIBRARY: &str = r#"
use ffi_guard::{FfiType, ffi_export};

ffi_guard::ffi_library! { prefix = "invalid", quiet = true }

#[derive(Clone, Copy, FfiType)]
#[repr(u8)]
pub enum Level {
    Low = 1,
    High = 2,
}

/// Returns the first byte of a value, which may be invalid.
fn byte<T>(value: &T) -> i32 {
    unsafe { (&raw const *value).cast::<u8>().read() }.into()
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
#[allow(deprecated, reason = "the test shows the missing check")]
pub extern "C" fn invalid_c_level(level: Level) -> i32 {
    byte(&level)
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
#[allow(deprecated, reason = "the test shows the missing check")]
pub extern "C" fn invalid_c_reference(level: &Level) -> i32 {
    byte(level)
}

#[ffi_export(fallback = -1)]
pub fn invalid_rust_level(level: Level) -> i32 {
    byte(&level)
}

#[ffi_export(fallback = -1)]
pub fn invalid_rust_bool(on: bool) -> i32 {
    byte(&on)
}

#[ffi_export(fallback = -1)]
pub fn invalid_rust_reference(level: &Level) -> i32 {
    byte(level)
}
"#;

const CALLER: &str = r#"
#include "ffi_guard.h"
#include <stdio.h>

FFI_GUARD_DECLARE(invalid);
int32_t invalid_c_level(uint8_t level), invalid_c_reference(const uint8_t *level);
int32_t invalid_rust_level(uint8_t level), invalid_rust_bool(uint8_t on), invalid_rust_reference(const uint8_t *level);

static void refused(int32_t answer) {
    printf("%d: %s\n", (int)answer, invalid_last_error_message());
}

int main(void) {
    printf("%d %d\n", (int)invalid_c_level(2), (int)invalid_rust_level(2));
    printf("%d %d\n", (int)invalid_c_level(200), (int)invalid_c_reference(&(uint8_t){200}));
    refused(invalid_rust_level(200));
    refused(invalid_rust_bool(2));
    refused(invalid_rust_reference(NULL));
    return 0;
}
"#;

#[test]
fn hazard_26_only_the_rust_form_looks() {
    let project =
        Project::new("hazard_26_invalid_value").lib(&["cdylib"]).file("src/lib.rs", LIBRARY);
    let library = project.build().expect_success();
    assert!(library.warnings().is_empty(), "{library}");
    let program = Program::new("hazard_26_invalid_value")
        .source("main.c", CALLER)
        .link(library.artifacts.cdylib())
        .build();
    let outcome = program.process().run().expect_success();
    let expected = "2 2\n\
                    200 200\n\
                    -1: argument `level` is 200, which is not a valid `Level`\n\
                    -1: argument `on` is 2, and a `bool` is 0 or 1\n\
                    -1: argument `level` is null\n";
    assert_eq!(outcome.stdout, expected, "{outcome}");
}
