//! Generated signatures under AddressSanitizer and under Miri. `cargo test` runs the same set without a checker.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;

use super::miri;
use crate::ci::Ci;

/// Signatures of a long run.
const MANY: &str = "5000";

/// The fixed set. The program itself announces it where the sanitizer is missing.
pub(crate) fn address(ci: &Ci) -> Result<()> {
    run(ci, "address", &[])
}

/// A set of its own for Miri, with a caller in Rust.
pub(crate) fn miri(ci: &Ci) -> Result<()> {
    if !miri::is_installed(ci, "the signatures under Miri")? {
        return Ok(());
    }
    // The run itself is offline. This may download what the standard library depends on.
    ci.nightly("cargo").args(["miri", "setup"]).run()?;
    run(ci, "miri", &[])
}

/// Many signatures from a seed that differs each time, under each checker.
pub(crate) fn many(ci: &Ci) -> Result<()> {
    let seed = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().to_string();
    ["address", "memcheck", "thread"]
        .iter()
        .try_for_each(|checker| run(ci, checker, &["--seed", &seed, "--count", MANY]))
}

fn run(ci: &Ci, checker: &str, arguments: &[&str]) -> Result<()> {
    let program = ci.program("ffi-guard-signatures")?;
    Ok(program.args(["--checker", checker]).args(arguments).run()?)
}
