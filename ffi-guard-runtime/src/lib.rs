//! Guards every function of a C ABI written in Rust.
//!
//! A panic that leaves an `extern "C"` function aborts the process of whoever called it. With
//! [`#[ffi_export]`](ffi_export) the panic is caught at the boundary, C gets a fallback value of the
//! author's choice and can ask what went wrong. A call that does not panic costs no instruction, with [three
//! exceptions](#what-it-costs). [`ffi_library!`] makes an export that is not guarded a compile error.
//!
//! ```
//! ffi_guard::ffi_library! { prefix = "calc" }
//!
//! use ffi_guard::ffi_export;
//!
//! /// The C form: an `extern "C"` function whose body is guarded.
//! #[ffi_export(fallback = -1)]
//! #[unsafe(no_mangle)]
//! pub extern "C" fn calc_divide(a: i32, b: i32) -> i32 {
//!     a / b
//! }
//!
//! /// The Rust form: stays a Rust function, and gets a guarded C shim of its name beside it.
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
//! C asks with `calc_last_error`, declared by `FFI_GUARD_DECLARE(calc)` of `ffi_guard.h`.
//!
//! # What it costs
//!
//! An optimised call that does not panic executes no instruction more than without a guard, with three exceptions,
//! counted on x86-64:
//!
//! * The fallback names a parameter, which must survive the call: 1 instruction.
//! * A Rust form is not inlined into its shim: 4 instructions.
//! * A local with a destructor lives across a call that may panic: what any `catch_unwind` costs, 0 to 4 instructions in
//!   the functions that are counted. The landing pad calls the destructor and needs the exception afterwards, so the
//!   function may have to save and restore one more callee-saved register.
//!
//! Arguments that are converted cost at most what the same checks cost by hand.
//!
//! # Features
//!
//! * `tracing`: an event of level `ERROR` and target `ffi_guard` for each failure.
//! * `anyhow`: an `anyhow::Error` that a function returns has the code of the [`CodedError`] in it.
//! * `allow-panic-abort`: accept a final binary that is compiled with `panic = "abort"`. Not for a
//!   library's manifest: cargo unifies features over a build.
//! * `track-frames`: tells of guarded calls that C jumped over; see below.
//!
//! # Calls that C jumps over
//!
//! A `longjmp` in C that passes a guarded call ends it without a trace: no destructor runs, locks stay held.
//! With the feature `track-frames` each guarded call, callbacks included, leaves a record on the stack
//! while its body runs, and the next guarded call of the thread that finds such records without an owner, at its
//! own begin or end, reports them: one [`Error`] of the kind [`Abandoned`](ErrorKind::Abandoned) goes to
//! observers, channels, `tracing` and the C callback, with their number and the name of the innermost. It is
//! no failure: the thread's last error stays, whatever observers do, and no call acts on it. A call that panics
//! reports what it finds before its own failure.
//!
//! The number is exact once the outermost of the thread's calls has ended. It comes in parts, and the name is
//! `unknown`, where the records have been overwritten before they were found; a thread that makes no
//! guarded call any more reports nothing.
//!
//! The feature is for programs under test, or under suspicion. On x86-64 a call costs 111 instructions if no other
//! function of the library has its signature, else about 122, and 26 more inside another call. Where the feature is off,
//! it costs nothing. It was run on Linux with glibc; for musl and Apple's platforms it is written and was not run;
//! elsewhere it does not compile.
//!
//! Only the stack that the system gave the thread is watched. Calls on the stacks of fibres and on those of
//! `sigaltstack` are not tracked, if these come from the heap or from `mmap`; nor are any under
//! AddressSanitizer's `detect_stack_use_after_return`, which moves locals to the heap, or under Miri.
//! **False reports** come from stacks that lie within the thread's own: fibres or a `sigaltstack` in a local
//! array, coroutines that copy slices of the stack away and back, and a thread that goes on on the stack of
//! another.
//!
//! From a signal handler, a thread's first guarded call, and one that finds abandoned calls, are not
//! async-signal-safe; every other is.
//!
//! # Safety
//!
//! The chapter `docs/safety.md` of the book says for each kind of parameter and return value what is checked, what C must
//! ensure, and which unsafe code of this crate relies on it.
//!
//! # What a guard cannot do
//!
//! It catches panics. It cannot catch `abort`, `exit`, stack overflow, a signal, a C++ exception, a
//! `longjmp`, a panic in a destructor that runs while another panic unwinds, or a panic in a panic hook.
//! Recording allocates nothing of its own (unless it is asked for [backtraces](Error::backtrace)) but is not
//! async-signal-safe: a signal handler must not call a guarded function that may panic.

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
    AnyBits, CBox, CodedError, Error, ErrorCode, ErrorKind, Failures, Fallback, FfiHandle, FfiType,
    FfiVec, InvalidArgument, Lent, Location, ObserverId, Out, PassByPointer, Poison, Status,
    across_c, callback, channel, clear_last_error, last_backtrace, last_error, observe,
    try_across_c,
};
/// Implements [`FfiHandle`](trait@FfiHandle); see there.
pub use ffi_guard_macros::FfiHandle;
/// Implements [`FfiType`](trait@FfiType); see there.
pub use ffi_guard_macros::FfiType;

/// Brought into scope by [`ffi_library!`]; makes the compiler's own attribute ambiguous.
#[doc(hidden)]
pub use ffi_guard_macros::no_mangle;
