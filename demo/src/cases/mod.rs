//! The cases. Each file has a function that panics, in an unguarded and in a guarded version.

mod argument;
mod at_exit;
mod callback;
mod carried;
mod export;
mod payload;
mod threads;

use crate::case::Case;

/// In the order of the table.
pub(crate) static ALL: [Case; 7] = [
    export::CASE,
    callback::CASE,
    carried::CASE,
    payload::CASE,
    argument::CASE,
    at_exit::CASE,
    threads::CASE,
];

/// The value that guarded functions and hand-written catches return after a panic.
const FAILED: i32 = -1;

/// The message of a panic whose payload is not a string.
const NO_TEXT: &str = "panic payload is not a string";
