//! The options of `exports`.

use super::Described;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The library whose exported symbols are listed, and the form of the list.
#[derive(Args, Clone, Debug, Default)]
#[command(after_help = "\
Examples:
  cargo ffi-guard exports -o shape.map
  cargo ffi-guard exports --check -o shape.map
  cargo ffi-guard exports --version-prefix LIBSHAPE -o shape.map
  cargo ffi-guard exports --target x86_64-pc-windows-gnu -o shape.def
  cargo ffi-guard exports --format symbols libshape.a

The library is built as `cargo ffi-guard abi` builds it. The list has the functions and statics with an attribute, the
functions that `ffi_library!` and `#[derive(FfiHandle)]` generate, and, with a note, those that are exported by hand.

Exit status:
  0  the list was written; with --check, the file is up to date
  1  with --check: the file is missing, or differs; the difference is shown as a patch
  2  the command could not do its work; the message says what to do")]
pub struct Exports {
    /// The library.
    #[command(flatten)]
    pub library: Described,
    /// The form of the list; by default the one that the linker of the target reads.
    #[arg(long, value_enum)]
    pub format: Option<ExportsFormat>,
    /// The start of the names of symbol versions, before `_` and the release in `since`; by default the prefix of the library,
    /// else the name of the package, in upper case.
    #[arg(long, value_name = "NAME")]
    pub version_prefix: Option<String>,
    /// Also lists this symbol of C code that the library contains; may be given several times.
    #[arg(long, value_name = "SYMBOL")]
    pub include: Vec<String>,
    /// The file; by default the standard output. Not rewritten if unchanged.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Writes nothing, and compares the file with what would be written. Line ends may differ.
    #[arg(long, requires = "output")]
    pub check: bool,
}

/// The form of a list of exported symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportsFormat {
    /// A version script for the linkers of ELF: `-Wl,--version-script=FILE`.
    VersionScript,
    /// A module-definition file for the linkers of Windows.
    Def,
    /// A list for the linker of macOS: `-Wl,-exported_symbols_list,FILE`.
    MacosList,
    /// One symbol in a line, as in the symbol table: `objcopy --keep-global-symbols=FILE`.
    Symbols,
}
