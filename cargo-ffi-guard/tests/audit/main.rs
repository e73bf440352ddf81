//! The audit of libraries and executables, as a user calls it.
#![forbid(unsafe_code)]

mod support;

mod command_line;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod explain;
mod foreign;
mod formats;
mod hostile;
mod lists;
#[cfg(target_os = "linux")]
mod profiles;
