//! A cargo command that inherits only the toolchain from the build that runs the test.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{c, target, toolchain};

/// Variables that would rebuild every dependency or change the result of a build.
const REMOVED: [&str; 5] = [
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "RUSTDOCFLAGS",
    "CARGO_ENCODED_RUSTDOCFLAGS",
    "CARGO_INCREMENTAL",
];

/// Prefixes of such variables: configuration (`CARGO_PROFILE_DEV_PANIC`), and the variables that cargo sets for the
/// test.
const REMOVED_PREFIXES: [&str; 9] = [
    "CARGO_BUILD_",
    "CARGO_PROFILE_",
    "CARGO_TARGET_",
    "CARGO_UNSTABLE_",
    "CARGO_PKG_",
    "CARGO_MANIFEST_",
    "CARGO_CRATE_",
    "CARGO_BIN_",
    "CARGO_TERM_",
];

/// Returns the cargo that runs this test, or the cargo of `toolchain` or of [`toolchain::chosen`], with the target
/// directory `root/folder`.
///
/// All target directories below one root share one build directory, so that a dependency is built once for all of
/// them. Each has its own final files: cargo gives a library the same name whatever its features are.
pub(crate) fn command(toolchain: Option<&str>, root: &Path, folder: &str) -> Command {
    let chosen = toolchain::chosen();
    let toolchain = toolchain.or(chosen.as_deref());
    target::require_machine();
    let mut command = match toolchain {
        Some(name) => toolchain::rustup_run(name, "cargo"),
        None => Command::new(running()),
    };
    separate(&mut command);
    if toolchain.is_some() {
        // These variables name the tools of the toolchain that runs the test.
        command.env_remove("CARGO").env_remove("RUSTC").env_remove("RUSTDOC");
    }
    if target::triple() != c::host() {
        command.env("CARGO_BUILD_TARGET", target::triple());
    }
    command
        .env("CARGO_TARGET_DIR", root.join(folder))
        .env("CARGO_BUILD_BUILD_DIR", root.join("built"))
        .stdin(Stdio::null());
    command
}

/// Lets cargo, or a tool that calls it, inherit only the toolchain, and write little: most packages of the tests are built
/// once, and nearly all debug information in their libraries would come from the standard library.
///
/// A test that reads debug information sets `CARGO_PROFILE_DEV_DEBUG` again.
pub(crate) fn separate(command: &mut Command) {
    for name in env::vars_os().map(|(name, _)| name).filter(|name| is_removed(name)) {
        command.env_remove(name);
    }
    command
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_NET_OFFLINE", "true")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_TERM_COLOR", "never");
}

/// Returns the path of the cargo that runs this test.
#[must_use]
pub fn running() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Returns whether a separate build must not inherit the variable.
#[must_use]
pub fn is_removed(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let in_family = REMOVED_PREFIXES.iter().any(|prefix| name.starts_with(prefix));
    let kept = name == "CARGO_BUILD_JOBS" || target::is_for_cargo(&name);
    (in_family && !kept) || REMOVED.contains(&&*name)
}

#[cfg(test)]
mod tests {
    use super::is_removed;

    #[test]
    fn flags_and_profiles_are_removed_and_the_toolchain_stays() {
        for name in ["RUSTFLAGS", "CARGO_PROFILE_DEV_PANIC", "CARGO_TARGET_DIR", "CARGO_PKG_NAME"] {
            assert!(is_removed(name.as_ref()), "{name}");
        }
        for name in ["CARGO", "CARGO_HOME", "RUSTUP_TOOLCHAIN", "CARGO_BUILD_JOBS", "PATH"] {
            assert!(!is_removed(name.as_ref()), "{name}");
        }
    }
}
