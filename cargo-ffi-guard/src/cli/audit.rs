//! The options of `audit`.

use crate::report::Format;
use clap::Args;
use std::path::PathBuf;

/// What `audit` reads, against what, and how it reports.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo ffi-guard audit target/release/libshape.so
  cargo ffi-guard audit --profile ffi --format sarif > audit.sarif
  cargo ffi-guard audit --package shape-ffi --header shape-ffi/include/shape.h
  cargo ffi-guard audit --static target/release/libshape.a
  cargo ffi-guard audit libshape.a --allow ffi-allow.txt --header include/shape.h

A file for --allow names one symbol in a line, and after it the reason; `#` between spaces starts a comment. A `*` at
the end of a symbol stands for the rest of its name:
  shape_version      returns a constant
  vendored_zlib_*    C code, built by a dependency")]
pub struct Audit {
    /// The built libraries (.so, .dylib, .dll, .a, .lib) and executables; with none, the workspace's cdylibs and
    /// staticlibs are built and read.
    #[arg(value_name = "ARTIFACT")]
    pub artifacts: Vec<PathBuf>,
    /// A file with the symbols that may be unguarded, declared without being exported, or clash, and why.
    #[arg(long, value_name = "FILE")]
    pub allow: Vec<PathBuf>,
    /// A C header, or the output of the preprocessor for one: what it declares must be exported, and what is exported must
    /// be declared. Headers beside it that it includes are read, too. If the artifact was built with the feature `describe`
    /// of ffi-guard-runtime, its C compiler compares types, layouts and values as well.
    #[arg(long, value_name = "FILE")]
    pub header: Vec<PathBuf>,
    /// The target whose C compiler compares the header; by default the artifact's. `CC_<target>` and `CC` name the compiler.
    #[arg(long, value_name = "TRIPLE", requires = "header")]
    pub target: Option<String>,
    /// Reports, for each unguarded function, whether it can reach rustc's `panic_cannot_unwind` without a catch in between.
    #[arg(long)]
    pub explain: bool,
    /// Reports the symbols of a static library that clash with other Rust static libraries in one program.
    #[arg(long = "static")]
    pub is_static: bool,
    /// Lists every exported function; by default only those that are not accepted, and the counts.
    #[arg(long)]
    pub all: bool,
    /// The profile to build with. Only without ARTIFACT.
    #[arg(long, value_name = "NAME", default_value = "dev", conflicts_with = "artifacts")]
    pub profile: String,
    /// Builds and reads only the library of this package; may be given several times. Only without ARTIFACT.
    #[arg(long, short, value_name = "NAME", conflicts_with = "artifacts")]
    pub package: Vec<String>,
    /// The manifest of the package or workspace to build. Only without ARTIFACT.
    #[arg(long, value_name = "PATH", conflicts_with = "artifacts")]
    pub manifest_path: Option<PathBuf>,
    /// How the report is written.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}
