//! Who is told of a failure besides the caller: observers, channels, `tracing`, and standard error.
#![forbid(unsafe_code)]

mod channel;
mod observe;
mod quiet;
mod tracing;

ffi_guard::ffi_library! { prefix = "reporting" }
