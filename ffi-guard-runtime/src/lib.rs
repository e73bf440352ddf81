//! Guards every function of a C ABI written in Rust.
//!
//! A panic that leaves an `extern "C"` function aborts the process of its caller. With [`#[ffi_export]`](ffi_export)
//! the panic is caught at the boundary, and C receives a fallback value and can ask for the error. A call that does not
//! panic costs no instruction, with [three exceptions](#what-it-costs). [`ffi_library!`] makes an unguarded export a
//! compile error.
//!
//! ```
//! ffi_guard::ffi_library! { prefix = "calc" }
//!
//! use ffi_guard::ffi_export;
//!
//! /// The C form: the body of an `extern "C"` function is guarded.
//! #[ffi_export(fallback = -1)]
//! #[unsafe(no_mangle)]
//! pub extern "C" fn calc_divide(a: i32, b: i32) -> i32 {
//!     a / b
//! }
//!
//! /// The Rust form: the function does not change, and a guarded C shim with its name is exported.
//! #[ffi_export(fallback = 0)]
//! pub fn calc_isqrt(n: u32) -> u32 {
//!     n.isqrt()
//! }
//!
//! fn main() {
//!     assert_eq!(calc_divide(1, 0), -1);
//!     let error = ffi_guard::last_error().unwrap();
//!     assert_eq!(error.function(), "calc_divide");
//!     assert_eq!(error.message(), "attempt to divide by zero");
//!     assert!(error.location().is_some());
//! }
//! ```
//!
//! C reads the error with `calc_last_error`, which `FFI_GUARD_DECLARE(calc)` of `ffi_guard.h` declares.
//!
//! # What it costs
//!
//! Compared with the same function without a guard, an optimized call that does not panic executes no additional
//! instruction, with three exceptions, counted on x86-64:
//!
//! * The fallback uses a parameter, which must survive the call: 1 instruction.
//! * The function in the Rust form is not inlined into its shim: 4 instructions.
//! * A local with a destructor is live across a call that may panic: 0 to 4 instructions, as with any `catch_unwind`.
//!   The landing pad calls the destructor and needs the exception afterwards, so the function may have to save one more
//!   callee-saved register.
//!
//! Checking an argument costs at most as much as the same check by hand.
//!
//! # Features
//!
//! * `tracing`: emits an event of level `ERROR` and target `ffi_guard` for each failure.
//! * `anyhow`: functions may return `anyhow::Error`; its code is the code of the [`CodedError`] in it.
//! * `allow-panic-abort`: accepts a final binary that is compiled with `panic = "abort"`. Do not enable it in a
//!   library: cargo unifies features in a build.
//! * `describe`: leaves a description of each export and type in the artifact. `cargo ffi-guard abi`,
//!   `exports` and `header --prove` enable it for their own builds.
//! * `track-frames`: reports guarded calls that C jumped over; see below.
//!
//! # Platforms
//!
//! Linux with glibc or musl and Windows with the GNU tools are tested; other targets are not. The chapter on platforms of
//! the book, folder `docs` of the sources, has a table: each target, how its tests ran, and what is not available there.
//!
//! # Calls that C jumps over
//!
//! A `longjmp` in C over a guarded call ends the call unnoticed: destructors do not run, and locks stay locked. With
//! the feature `track-frames` each guarded call, including callbacks, leaves a record on the stack while its body runs.
//! The next guarded call of the thread that finds records without a live call, at its own start or end, reports them:
//! observers, channels, `tracing` and the C callback receive one [`Error`] of the kind
//! [`Abandoned`](ErrorKind::Abandoned), with the number of these calls and the name of the innermost. The call that
//! reports them has not failed: the thread's last error and the results of calls do not change. A call that panics
//! reports abandoned calls before its own failure.
//!
//! The total number is exact once the outermost call of the thread has ended. If records were overwritten before they
//! were found, the calls are reported in several parts, and the name is `unknown`. A thread that makes no further
//! guarded calls reports nothing.
//!
//! The feature is for tests and debugging. On x86-64 a call costs 111 instructions if no other function of the library
//! has its signature, else about 122, and 26 more inside another call. It is tested on Linux with glibc. On Linux with
//! musl and on Apple's platforms it is implemented and untested; on other platforms it does not compile.
//!
//! Only the stack that the system allocated for the thread is tracked. Calls on the stacks of fibres and of
//! `sigaltstack` are not tracked if these are on the heap or from `mmap`. No calls are tracked under AddressSanitizer's
//! `detect_stack_use_after_return`, which moves locals to the heap, and under Miri. **False reports** are possible with
//! stacks inside the thread's own stack: fibres or a `sigaltstack` in a local array, coroutines that copy parts of the
//! stack away and back, and a thread that continues on the stack of another thread.
//!
//! In a signal handler, the first guarded call of a thread and a call that finds abandoned calls are not
//! async-signal-safe; all other calls are.
//!
//! # Safety
//!
//! For each kind of parameter and return value, the chapter `docs/safety.md` of the book lists what is checked, what C
//! must ensure, and which unsafe code relies on it.
//!
//! # What a guard cannot do
//!
//! A guard catches panics. It cannot catch `abort`, `exit`, stack overflow, a signal, a C++ exception, a `longjmp`, a
//! panic of a destructor that runs during unwinding, or a panic of a panic hook. Recording a failure allocates nothing,
//! except for [backtraces](Error::backtrace), but is not async-signal-safe: a signal handler must not call a guarded
//! function that may panic.

#![forbid(unsafe_code)]
// docs.rs sets `docsrs`: the items of a feature then name it.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod macros;

#[doc(hidden)]
pub mod __private {
    pub mod v0_1 {
        pub use ffi_guard_core::__private::v0_1::*;
        pub use ffi_guard_macros::claim;
    }
}

pub use crate::macros::{ffi_callback, ffi_export, ffi_library, unguarded};
pub use ffi_guard_core::{
    AnyBits, CBox, CallbackError, CodedError, Error, ErrorCode, ErrorKind, Failures, Fallback,
    FfiHandle, FfiSlice, FfiStr, FfiType, FfiVec, InvalidArgument, InvalidResult, Lent, Location,
    ObserverId, Out, PassByPointer, Poison, Status, across_c, callback, channel, clear_last_error,
    last_backtrace, last_error, observe, try_across_c,
};
/// Implements the trait [`ErrorCode`](trait@ErrorCode), whose documentation has an example.
pub use ffi_guard_macros::ErrorCode;
/// Implements the trait [`FfiHandle`](trait@FfiHandle), whose documentation describes the attributes and has an
/// example.
pub use ffi_guard_macros::FfiHandle;
/// Implements the trait [`FfiType`](trait@FfiType), whose documentation describes the attributes and has an example.
pub use ffi_guard_macros::FfiType;

/// In scope in crates with [`ffi_library!`]; makes the attribute `no_mangle` of the compiler ambiguous.
#[doc(hidden)]
pub use ffi_guard_macros::no_mangle;
