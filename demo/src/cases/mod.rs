//! The cases: each file has the function that panics, bare or with a hand-written catch, and its guarded twin.

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

/// What every guarded function returns after a panic, and what the hand-written catches return.
const FAILED: i32 = -1;

/// The message of a panic whose payload is not a string.
const NO_TEXT: &str = "panic payload is not a string";
