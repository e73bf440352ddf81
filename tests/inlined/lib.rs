//! Guarded functions that the compiler may inline into each other. The test adds `stress.rs`, which it generates.

use ffi_guard::{across_c, ffi_export};
use std::ffi::c_void;
use std::hint::black_box;

ffi_guard::ffi_library! { prefix = "inlined", quiet = true }

mod stress;

/// A static with a name that a guard might use for a local: a `let` cannot shadow a static.
#[allow(non_upper_case_globals)]
pub static frame: i32 = 3;

/// A callback of the C program.
pub type Function = extern "C" fn(i32) -> i32;

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn inlined_inner(value: i32) -> i32 {
    value + 1
}

/// Only makes a nested call.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn inlined_outer(value: i32) -> i32 {
    inlined_inner(value)
}

#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub extern "C" fn inlined_one(f: Function, value: i32) -> i32 {
    f(value)
}

#[ffi_export(fallback = value)]
#[unsafe(no_mangle)]
pub extern "C" fn inlined_two(f: Function, value: i32) -> i32 {
    let buffer = black_box([value; 8]);
    inlined_one(f, buffer[5])
}

/// Three nested calls are in progress while `f` runs.
#[ffi_export(fallback = |error| error.count() as i32)]
#[unsafe(no_mangle)]
pub extern "C" fn inlined_three(f: Function, value: i32) -> i32 {
    inlined_two(f, value).wrapping_add(inlined_inner(value))
}

/// Calls each of the generated callbacks.
#[ffi_export(fallback = -1)]
pub fn inlined_stress(value: i32) -> i32 {
    stress::ALL.iter().fold(0, |sum, f| sum ^ black_box(f)(value, 3))
}

type Closure = unsafe extern "C" fn(*mut c_void, i32) -> i32;

/// Stands in for C, so that the callee can be inlined.
#[inline]
extern "C" fn drive(closure: Closure, data: *mut c_void, value: i32) -> i32 {
    // SAFETY: only `through_c` calls this function, with a callback that is alive.
    unsafe { closure(data, value) }
}

/// Calls a closure as C would.
#[inline]
fn through_c(mut f: impl FnMut(i32) -> i32, value: i32) -> i32 {
    across_c(|scope| {
        let callback = scope.callback(|value: i32| -> i32 { f(value) }).or(-1);
        drive(callback.data_first(), callback.data(), value)
    })
}
