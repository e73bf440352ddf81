//! The options of `new` and `init`.

use clap::Args;
use std::path::PathBuf;

/// The package that is created.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo ffi-guard new shop
  cargo ffi-guard new crates/shop-ffi --prefix shop --no-ci
  cargo ffi-guard new shop --runtime-path ../ffi-guard/ffi-guard-runtime

`cargo new` creates the package, so that a workspace gets it as a member. In it, `cargo test` passes with Rust and a C and a
C++ compiler.

Exit status:
  0  the package was created
  2  it was not, or not completely; the message says what to do")]
pub struct New {
    /// The directory of the package. It must not exist.
    pub path: PathBuf,
    /// The name of the package; by default the last part of PATH.
    #[arg(long)]
    pub name: Option<String>,
    /// Its contents.
    #[command(flatten)]
    pub contents: Contents,
}

/// The package that gets the missing files.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo ffi-guard init --dry-run
  cargo ffi-guard init
  cargo ffi-guard init crates/shop-ffi --prefix shop --no-ci

A file that exists stays as it is, except the manifest: it gets the keys that are missing, and nothing in it is replaced.
`ffi_library!` is added to a library without exports; `cargo ffi-guard fix --library PREFIX` adds it to one with exports,
together with their guards.

Exit status:
  0  all was added that was missing
  2  the command could not do its work, or not completely; the message says what to do")]
pub struct Init {
    /// The directory of the package.
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Its contents.
    #[command(flatten)]
    pub contents: Contents,
    /// Lists what would be added, and adds nothing.
    #[arg(long)]
    pub dry_run: bool,
}

/// The contents of a new library.
#[derive(Args, Clone, Debug, Default)]
pub struct Contents {
    /// The prefix of all names in C, and the name of the library's files; by default the name of the package.
    #[arg(long)]
    pub prefix: Option<String>,
    /// Without programs in C and C++, settings of the header, workflow and README.
    #[arg(long)]
    pub minimal: bool,
    /// Without a workflow for GitHub.
    #[arg(long)]
    pub no_ci: bool,
    /// Depends on the ffi-guard-runtime in this directory instead of the one on crates.io.
    #[arg(long, value_name = "DIR")]
    pub runtime_path: Option<PathBuf>,
}
