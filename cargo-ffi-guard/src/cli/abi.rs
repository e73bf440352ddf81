//! The options of `abi`.

use super::Described;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The library whose ABI is read, and the use of the ABI.
#[derive(Args, Clone, Debug, Default)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  cargo ffi-guard abi
  cargo ffi-guard abi --target aarch64-unknown-linux-gnu --format json
  cargo ffi-guard abi libshape.a
  cargo ffi-guard abi --lock abi.lock
  cargo ffi-guard abi --check abi.lock
  cargo ffi-guard abi --check last-release.lock --require-version
  cargo ffi-guard abi diff old.lock new.lock

The library is built with the feature `describe` of ffi-guard-runtime, as a static library, so that a target needs no
linker. It is a build of its own: what the library ships stays without descriptions.

Exit status:
  0  the ABI was printed or written; with `--check`, it matches the lock; with `--require-version`, the version of the
     package may have the changes
  1  with `--check`, the lock is stale: something changed, even if it breaks nothing; with `--require-version`, the version
     must be raised
  2  the command could not do its work; the message says what to do"
)]
pub struct Abi {
    /// `None` for the library itself.
    #[command(subcommand)]
    pub command: Option<AbiCommand>,
    /// The library.
    #[command(flatten)]
    pub library: Described,
    /// Writes the ABI to this file as a lock, instead of printing it. The file keeps its layouts of other data models.
    #[arg(long, value_name = "FILE")]
    pub lock: Option<PathBuf>,
    /// Compares the ABI with the lock in this file.
    #[arg(long, value_name = "FILE", conflicts_with = "lock")]
    pub check: Option<PathBuf>,
    /// Fails only if the version in Cargo.toml is too low for the changes since the lock. Pass the lock of the last release.
    #[arg(long, requires = "check", conflicts_with = "artifact")]
    pub require_version: bool,
    /// How the ABI is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: AbiFormat,
}

/// A command that needs no library.
#[derive(Clone, Debug, Subcommand)]
pub enum AbiCommand {
    /// Compares two locks.
    Diff(AbiDiff),
}

/// The locks to compare.
#[derive(Args, Clone, Debug)]
#[command(after_help = "\
Exit status:
  0  no change, or compatible and additive ones
  1  a breaking or source-breaking change
  2  a lock could not be read, or lacks a layout; the message says what to do")]
pub struct AbiDiff {
    /// The older lock.
    #[arg(value_name = "OLD")]
    pub old: PathBuf,
    /// The newer lock.
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// How the changes are written.
    #[arg(long, value_enum, default_value_t)]
    pub format: AbiFormat,
}

/// How an ABI or its changes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum AbiFormat {
    /// For people: one line for each parameter, field and value.
    #[default]
    Text,
    /// For programs; `docs/abi.md` describes it.
    Json,
}
