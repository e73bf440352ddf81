//! Who is told of a failure besides the caller: observers, channels, `tracing`, and standard error; and what `anyhow`
//! says.
#![forbid(unsafe_code)]

mod anyhow;
mod backtrace;
mod channel;
mod observe;
mod quiet;
mod tracing;

ffi_guard::ffi_library! { prefix = "reporting" }
