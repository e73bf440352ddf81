//! The hazards of a C boundary, by number. The tests of each show the effect of the guard or, for hazards that a guard
//! cannot prevent, exactly how the process ends.
//!
//! `cargo test -p ffi-guard-tests hazard -- --list` lists them. Tests that end the process, or that would disturb
//! others, run in a child process.
#![forbid(unsafe_code)]

mod frames;
mod row;
mod support;

mod row_01_unguarded;
mod row_02_payload;
mod row_03_argument;
mod row_04_fallback;
mod row_05_panic_hook;
mod row_06_formatting;
mod row_07_destructor;
mod row_08_unwinding;
mod row_09_hook_catches;
mod row_10_teardown;
mod row_11_unload;
mod row_12_strategy;
mod row_13_exceptions;
mod row_14_declared_twice;
mod row_15_longjmp;
mod row_16_cancellation;
mod row_17_fatal;
mod row_18_fork_and_threads;
mod row_19_two_libraries;
mod row_20_hook_swapping;
mod row_21_location;
mod row_22_carried;
mod row_23_text;
mod row_24_reentry;
mod row_25_shared_std;
mod row_26_invalid_value;
mod row_27_fork_while_failing;

ffi_guard::ffi_library! { prefix = "hazards" }
