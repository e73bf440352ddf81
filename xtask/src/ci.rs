//! The shell that every step uses, and the list of skipped parts.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;
use xshell::{Cmd, Shell, cmd};

/// Names the file that the tests append their skipped parts to.
const SKIPPED: &str = "FFI_GUARD_SKIPPED";

/// One run of steps.
pub(crate) struct Ci {
    /// A shell in the root of the workspace.
    pub(crate) sh: Shell,
    /// Whether a required step fails if a part of it is skipped.
    pub(crate) strict: bool,
    skipped: NamedTempFile,
}

impl Ci {
    pub(crate) fn new() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize();
        let sh = Shell::new()?;
        sh.change_dir(root.context("the workspace of xtask is gone")?);
        let skipped = NamedTempFile::new()?;
        sh.set_var(SKIPPED, skipped.path());
        // A run compiles each crate once.
        sh.set_var("CARGO_INCREMENTAL", "0");
        let strict = env::var_os("FFI_GUARD_CI").is_some_and(|value| value == "strict");
        Ok(Self { sh, strict, skipped })
    }

    /// Reports that a part of a step is skipped, and why.
    pub(crate) fn skip(&self, what: &str, why: &str) -> Result<()> {
        let line = format!("SKIPPED: {what}: {why}\n");
        print!("{line}");
        let mut file = OpenOptions::new().append(true).open(self.skipped.path())?;
        Ok(file.write_all(line.as_bytes())?)
    }

    /// Returns the lines `SKIPPED: what: why` of this run, in their order.
    pub(crate) fn skipped(&self) -> Result<Vec<String>> {
        let text = fs::read_to_string(self.skipped.path())?;
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// Returns the target directory of the workspace.
    pub(crate) fn target(&self) -> PathBuf {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        self.sh.current_dir().join(target)
    }

    /// Builds a program of the workspace in the profile `dev` and returns a call of it.
    ///
    /// `--workspace` selects the same features as `cargo test --workspace`, so that no dependency is built again.
    pub(crate) fn program(&self, name: &str) -> Result<Cmd<'_>> {
        cmd!(self.sh, "cargo build --quiet --workspace --bin {name}").run()?;
        Ok(self.sh.cmd(self.target().join("debug").join(name)))
    }

    /// Returns a call of a tool of the nightly toolchain, which is not installed for it.
    pub(crate) fn nightly(&self, tool: &str) -> Cmd<'_> {
        // They name the tools of the toolchain that runs xtask.
        ["CARGO", "RUSTC", "RUSTDOC"].into_iter().fold(
            cmd!(self.sh, "rustup run nightly {tool}").env("RUSTUP_AUTO_INSTALL", "0"),
            Cmd::env_remove,
        )
    }
}

/// Whether the command can be started and succeeds. Its output is not shown.
pub(crate) fn succeeds(command: Cmd<'_>) -> bool {
    command.quiet().ignore_stdout().ignore_stderr().run().is_ok()
}
