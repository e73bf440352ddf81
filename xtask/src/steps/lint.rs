//! Formatting, clippy and rustdoc.

use anyhow::Result;
use xshell::cmd;

use crate::ci::Ci;

/// The libraries that others build with fewer features than this workspace does, and the arguments for that.
const LEAN: [(&str, &[&str]); 3] = [
    // As a build script that writes a header.
    ("cargo-ffi-guard", &["--no-default-features"]),
    // As the macros, in the build of every guarded library.
    ("ffi-guard-scan", &[]),
    ("ffi-guard-syntax", &[]),
];

pub(crate) fn format(ci: &Ci) -> Result<()> {
    Ok(cmd!(ci.sh, "cargo fmt --all --check").run()?)
}

pub(crate) fn clippy(ci: &Ci) -> Result<()> {
    let deny = ["--", "-D", "warnings"];
    cmd!(ci.sh, "cargo clippy --workspace --all-targets --quiet {deny...}").run()?;
    cmd!(ci.sh, "cargo clippy --workspace --all-targets --all-features --quiet {deny...}").run()?;
    for (package, features) in LEAN {
        cmd!(ci.sh, "cargo clippy -p {package} --lib {features...} --quiet {deny...}").run()?;
    }
    Ok(())
}

pub(crate) fn documentation(ci: &Ci) -> Result<()> {
    for features in [&[][..], &["--all-features"]] {
        cmd!(ci.sh, "cargo doc --workspace --no-deps --quiet {features...}")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .run()?;
    }
    Ok(())
}
