//! The options of `header`.

use super::{BuildFlags, Selection};
use clap::Args;
use std::path::PathBuf;

/// The library and the file of a header.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo ffi-guard header -o include/shape.h
  cargo ffi-guard header --check -o include/shape.h
  cargo ffi-guard header --package shape-ffi | less
  cargo ffi-guard header --prove -o include/shape.h
  cargo ffi-guard header --prove=by_hand.h --target aarch64-unknown-linux-gnu
  cargo ffi-guard header --print-config > cbindgen.toml

The settings are those of cbindgen. The keys in `cbindgen.toml` beside the manifest replace the defaults one by one. By
default the header is C that is also C++. A type that a function of the Rust form names has the library's prefix, unless
`[export.rename]` or `[export] prefix` names it.

Without --prove, the command reads the sources and builds nothing.

Exit status:
  0  the header was written; with --check, the file is up to date; with --prove, it is right
  1  with --check: the file is missing, or differs; the difference is shown as a patch
     with --prove: the C compiler found a difference between the header and the library
  2  the command could not do its work; the message says what to do")]
pub struct Header {
    /// The manifest of the package; by default the one of the current directory.
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
    /// The package of the workspace.
    #[arg(long, short, value_name = "NAME")]
    pub package: Option<String>,
    /// The build.
    #[command(flatten)]
    pub build: BuildFlags,
    /// The file; by default the standard output. Not rewritten if unchanged.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Writes nothing, and compares the file with what would be written. Line ends may differ.
    #[arg(long, requires = "output")]
    pub check: bool,
    /// Builds the library, and lets the C compiler of the target compare the header with it: FILE, or else the header that
    /// is written. `CC` and `CC_<target>` name the compiler and `CFLAGS` its options, as for build scripts.
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub prove: Option<Option<PathBuf>>,
    /// With --prove: other spellings of a pointee, and of the signedness of characters, are errors.
    #[arg(long, requires = "prove")]
    pub strict: bool,
    /// The settings of cbindgen, if not those in `cbindgen.toml` beside the manifest.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Includes `ffi_guard.h`, which is then to be shipped as well, in place of a copy of its types.
    #[arg(long)]
    pub include_ffi_guard: bool,
    /// Defines the version of the package: `SHAPE_VERSION`, `SHAPE_VERSION_MAJOR` and so on. In the manifest,
    /// `version-macros = true` under `[package.metadata.ffi-guard.header]` does the same.
    #[arg(long)]
    pub version_macros: bool,
    /// Writes the settings instead of the header, as the text of a `cbindgen.toml`.
    #[arg(long, conflicts_with_all = ["output", "check", "prove"])]
    pub print_config: bool,
}

impl Header {
    /// Returns the selection of the package.
    pub(crate) fn selection(&self) -> Selection {
        Selection::of_package(self.manifest_path.as_deref(), self.package.as_deref())
    }
}
