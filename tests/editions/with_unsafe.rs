//! What needs unsafe code of the author's: `unsafe fn` in both forms, and pointers.
#![forbid(deprecated)]
#![deny(warnings, missing_docs, unreachable_pub, rust_2018_idioms, unsafe_op_in_unsafe_fn)]
#![deny(clippy::all, clippy::pedantic, clippy::undocumented_unsafe_blocks)]

ffi_guard::ffi_library! { prefix = "unsafe", quiet = true }

use ffi_guard::ffi_export;

/// The C form.
///
/// # Safety
///
/// `value` is valid for reads.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unsafe_c(value: *const i32) -> i32 {
    // SAFETY: valid by contract.
    100 / unsafe { *value }
}

/// The Rust form.
///
/// # Safety
///
/// `value` is valid for reads.
#[ffi_export(fallback = -1)]
#[must_use]
pub unsafe fn unsafe_rust(value: *const i32) -> i32 {
    // SAFETY: valid by contract.
    100 / unsafe { *value }
}

/// A fallback that writes through an out-pointer.
///
/// # Safety
///
/// `out` is valid for writes.
#[ffi_export(fallback = {
    // SAFETY: valid by contract.
    unsafe { out.write(-7) };
    1
})]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unsafe_out(value: i32, out: *mut i32) -> i32 {
    let quotient = 100 / value;
    // SAFETY: valid by contract.
    unsafe { out.write(quotient) };
    0
}

/// A closure that writes through an out-pointer.
///
/// # Safety
///
/// `out` is valid for writes.
#[ffi_export(fallback = |error| {
    let count = i32::from(error.count() > 0);
    // SAFETY: valid by contract.
    unsafe { out.write(count) };
    1
})]
pub unsafe fn unsafe_out_rust(value: i32, out: *mut i32) -> i32 {
    let quotient = 100 / value;
    // SAFETY: valid by contract.
    unsafe { out.write(quotient) };
    0
}

/// Owns something, as `Box` across C does.
///
/// # Safety
///
/// `boxed` came from `Box::into_raw` and is not used again.
#[ffi_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unsafe_free(boxed: *mut i32) {
    // SAFETY: valid by contract.
    drop(unsafe { Box::from_raw(boxed) });
}

/// A feature of the processor, which only a caller who has it may call.
///
/// # Safety
///
/// The processor has SSE 4.2.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[ffi_export(fallback = 0)]
#[target_feature(enable = "sse4.2")]
#[must_use]
pub unsafe fn unsafe_target_feature(value: u32) -> u32 {
    100 / value
}

mod implicit {
    //! Unsafe operations straight in the body, which older editions allow.
    #![allow(unsafe_op_in_unsafe_fn)]

    /// # Safety
    ///
    /// `value` is valid for reads and writes.
    #[ffi_guard::ffi_export(fallback = { *value = -7; 1 })]
    #[unsafe(no_mangle)]
    unsafe extern "C" fn unsafe_implicit(value: *mut i32) -> i32 {
        *value = 100 / *value;
        0
    }
}
