//! The target of this build, and the command that starts its programs.

use std::env;
use std::path::Path;
use std::process::Command;

/// The target triple that this crate and its C code are compiled for.
pub const TARGET: &str = env!("FFI_GUARD_CSRC_TARGET");

/// Returns the runner of a target: the words of `CARGO_TARGET_<TRIPLE>_RUNNER`, the variable that `cargo run` and
/// `cargo test` use. Empty if it is not set.
#[must_use]
pub fn runner(target: &str) -> Vec<String> {
    let triple = target.to_uppercase().replace('-', "_");
    let runner = env::var(format!("CARGO_TARGET_{triple}_RUNNER")).unwrap_or_default();
    runner.split_whitespace().map(str::to_owned).collect()
}

/// Returns a command that starts a program of `target`, by its runner if it has one.
///
/// A Windows process starts other Windows programs directly, also under Wine.
#[must_use]
pub fn command(target: &str, program: &Path) -> Command {
    let runner = if cfg!(windows) { Vec::new() } else { runner(target) };
    match runner.split_first() {
        None => Command::new(program),
        Some((tool, arguments)) => {
            let mut command = Command::new(tool);
            command.args(arguments).arg(program);
            command
        }
    }
}
