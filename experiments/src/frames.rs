//! A panic below a frame of C: what becomes of the frames above it.

use crate::observation::{Aspect, C, CAUGHT, DESTRUCTORS, ENDS, RUST, STDERR};
use crate::subject::Subjects;
use crate::table::{Case, side_by_side};

const CALLBACKS: [Case<&str>; 3] = [
    ("`extern \"C\"`", "bare"),
    ("`#[ffi_export]`", "guarded"),
    ("`extern \"C-unwind\"`", "unwinding"),
];

const PLACES: [Case<&[&str]>; 4] = [
    ("nowhere", &["frames", "bare"]),
    ("around the call of C: `catch_unwind`", &["frames", "bare", "caught"]),
    ("in the callback: `#[ffi_export]`", &["frames", "guarded"]),
    (
        "in the callback, and home by `across_c`: `#[ffi_callback]`",
        &["frames", "carried", "caught"],
    ),
];

const BELOW_RUST: [Aspect; 6] = [ENDS, STDERR, DESTRUCTORS, C, RUST, CAUGHT];
const BELOW_C: [Aspect; 5] = [ENDS, STDERR, DESTRUCTORS, C, CAUGHT];

/// Rust calls C, which calls back; a `catch_unwind` is around all of it.
pub(crate) fn rust_outermost(subjects: &Subjects) -> String {
    side_by_side("callback", subjects, &CALLBACKS, &BELOW_RUST, |subject, name| {
        subject.rust_aloud(&["frames", name, "caught"])
    })
}

/// No Rust above C.
pub(crate) fn c_outermost(subjects: &Subjects) -> String {
    side_by_side("export", subjects, &CALLBACKS, &BELOW_C, |subject, name| subject.c_aloud(name))
}

/// No Rust above C++, which catches what it can.
pub(crate) fn cpp_outermost(subjects: &Subjects) -> String {
    side_by_side("export", subjects, &CALLBACKS, &BELOW_C, |subject, name| subject.cpp_aloud(name))
}

/// One chain of frames, guarded in different places.
pub(crate) fn placement(subjects: &Subjects) -> String {
    side_by_side("guard", subjects, &PLACES, &BELOW_RUST, |subject, arguments| {
        subject.rust_aloud(arguments)
    })
}
