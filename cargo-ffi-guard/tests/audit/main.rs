//! Tests of the audit of libraries and executables, called as by a user.
#![forbid(unsafe_code)]

mod support;
#[cfg(target_os = "linux")]
mod targets;

#[cfg(target_os = "linux")]
mod clashes;
mod command_line;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod elf;
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod explain;
mod foreign;
mod formats;
mod hostile;
#[cfg(target_os = "linux")]
mod kinds;
mod lists;
mod named_by_macro;
#[cfg(target_os = "linux")]
mod profiles;
#[cfg(target_os = "linux")]
mod programs;
