//! How failures are reported, other than to the caller: observers, channels, `tracing`, and standard error; and errors
//! of `anyhow`.
#![forbid(unsafe_code)]

mod anyhow;
mod backtrace;
mod channel;
mod observe;
mod quiet;
mod tracing;

ffi_guard::ffi_library! { prefix = "reporting" }
