//! Other installed Rust toolchains.

use std::env;
use std::process::{Command, Stdio};

/// Returns the toolchain that builds the projects and fixtures, if `FFI_GUARD_TOOLCHAIN` names another than the one that
/// builds the tests.
#[must_use]
pub fn chosen() -> Option<String> {
    env::var("FFI_GUARD_TOOLCHAIN").ok()
}

/// Returns whether rustup is available and has the toolchain of this name. Installs nothing.
///
/// ```
/// assert!(!ffi_guard_test_support::toolchain::available("no-such-toolchain"));
/// ```
#[must_use]
pub fn available(name: &str) -> bool {
    let version = rustup_run(name, "rustc")
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

/// Returns a command for a tool of a toolchain. Unlike `+name`, `rustup run` does not require cargo to be rustup's
/// proxy.
pub(crate) fn rustup_run(toolchain: &str, tool: &str) -> Command {
    let mut command = Command::new("rustup");
    command.env("RUSTUP_AUTO_INSTALL", "0").args(["run", toolchain, tool]);
    command
}
