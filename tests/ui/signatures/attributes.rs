//! Attributes that contradict a guard.
use ffi_guard::{ffi_export, unguarded};

#[ffi_export(fallback = -1)]
#[unsafe(naked)]
#[unsafe(no_mangle)]
pub extern "C" fn naked() -> i32 {
    core::arch::naked_asm!("ret")
}

#[ffi_export(fallback = -1)]
#[track_caller]
pub fn track_caller(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
#[ffi_export(fallback = -2)]
#[unsafe(no_mangle)]
pub extern "C" fn guarded_twice(value: i32) -> i32 {
    value
}

#[ffi_export(fallback = -1)]
#[unguarded(reason = "it cannot panic")]
#[unsafe(no_mangle)]
pub extern "C" fn both(value: i32) -> i32 {
    value
}

#[unguarded(reason = "it cannot panic")]
#[ffi_guard::ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn both_the_other_way(value: i32) -> i32 {
    value
}

#[unguarded(reason = "it cannot panic")]
#[unguarded(reason = "it cannot panic")]
#[unsafe(no_mangle)]
pub extern "C" fn unguarded_twice(value: i32) -> i32 {
    value
}

fn main() {}
