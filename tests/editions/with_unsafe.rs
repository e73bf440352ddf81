//! Exports that need unsafe code: `unsafe fn` in both forms, and pointers.
#![forbid(deprecated)]
#![deny(warnings, missing_docs, unreachable_pub, rust_2018_idioms, unsafe_op_in_unsafe_fn)]
#![deny(clippy::all, clippy::pedantic, clippy::undocumented_unsafe_blocks)]

ffi_guard::ffi_library! { prefix = "unsafe", quiet = true }

use ffi_guard::ffi_export;

/// In the C form.
///
/// # Safety
///
/// `value` must be valid for reads.
#[ffi_export(fallback = -1)]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unsafe_c(value: *const i32) -> i32 {
    // SAFETY: the caller guarantees that `value` is valid for reads.
    100 / unsafe { *value }
}

/// In the Rust form.
///
/// # Safety
///
/// `value` must be valid for reads.
#[ffi_export(fallback = -1)]
#[must_use]
pub unsafe fn unsafe_rust(value: *const i32) -> i32 {
    // SAFETY: the caller guarantees that `value` is valid for reads.
    100 / unsafe { *value }
}

/// Has a fallback that writes to an out-parameter.
///
/// # Safety
///
/// `out` must be valid for writes.
#[ffi_export(fallback = {
    // SAFETY: the caller guarantees that `out` is valid for writes.
    unsafe { out.write(-7) };
    1
})]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unsafe_out(value: i32, out: *mut i32) -> i32 {
    let quotient = 100 / value;
    // SAFETY: the caller guarantees that `out` is valid for writes.
    unsafe { out.write(quotient) };
    0
}

/// Has a closure that writes to an out-parameter.
///
/// # Safety
///
/// `out` must be valid for writes.
#[ffi_export(fallback = |error| {
    let count = i32::from(error.count() > 0);
    // SAFETY: the caller guarantees that `out` is valid for writes.
    unsafe { out.write(count) };
    1
})]
pub unsafe fn unsafe_out_rust(value: i32, out: *mut i32) -> i32 {
    let quotient = 100 / value;
    // SAFETY: the caller guarantees that `out` is valid for writes.
    unsafe { out.write(quotient) };
    0
}

/// Takes ownership of a box through a raw pointer.
///
/// # Safety
///
/// `boxed` must come from `Box::into_raw` and must not be used afterwards.
#[ffi_export]
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unsafe_free(boxed: *mut i32) {
    // SAFETY: the caller guarantees that `boxed` came from `Box::into_raw` and is not used afterwards.
    drop(unsafe { Box::from_raw(boxed) });
}

/// Requires a feature of the processor, so only a caller on such a processor may call it.
///
/// # Safety
///
/// The processor must support SSE 4.2.
#[cfg(any(target_arch = "x86", target_arch = "x86_64"))]
#[ffi_export(fallback = 0)]
#[target_feature(enable = "sse4.2")]
#[must_use]
pub unsafe fn unsafe_target_feature(value: u32) -> u32 {
    100 / value
}

mod implicit {
    //! Unsafe operations without an unsafe block, which older editions allow in an `unsafe fn`.
    #![allow(unsafe_op_in_unsafe_fn)]

    /// # Safety
    ///
    /// `value` must be valid for reads and writes.
    #[ffi_guard::ffi_export(fallback = { *value = -7; 1 })]
    #[unsafe(no_mangle)]
    unsafe extern "C" fn unsafe_implicit(value: *mut i32) -> i32 {
        *value = 100 / *value;
        0
    }
}
