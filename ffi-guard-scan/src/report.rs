//! The result of the scan.

use std::path::PathBuf;

/// The inputs of the scan besides the sources.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The value of `OUT_DIR`, for `include!(concat!(env!("OUT_DIR"), "/x.rs"))`. Without it such
    /// a file is listed as unseen.
    pub out_dir: Option<PathBuf>,
    /// The value of `CARGO_MANIFEST_DIR`, for `include!` of a path that starts with it.
    pub manifest_dir: Option<PathBuf>,
}

/// Everything that one scan found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The exports, file by file in declaration order, and in source order within a file.
    /// An item appears once per exporting attribute and per position of its file in the module tree.
    pub exports: Vec<Export>,
    /// The files and declarations that could not be read or followed.
    pub unseen: Vec<Unseen>,
    /// Every file that was read, the root first, each once, spelled as the source leads to it.
    pub files: Vec<PathBuf>,
}

/// One exported item, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The position of the attribute's name: `no_mangle`, `export_name` or `ffi_export`.
    pub place: Place,
    /// The attribute that exports it.
    pub attribute: ExportAttribute,
    /// The kind of item that has the attribute.
    pub item: Item,
    /// The item's name without `r#`; a macro variable keeps its `$`; empty when there is none.
    pub name: String,
    /// The symbol, or `None` if the text does not determine it: the value of `export_name` is not a string
    /// literal, or the name is a macro variable.
    pub symbol: Option<String>,
    /// The guard on the same item.
    pub guard: Guard,
    /// The source text of every predicate that must hold for this export to exist: each enclosing
    /// `#[cfg(..)]` and `#![cfg(..)]`, and the `cfg_attr` predicates around the attribute. A guard
    /// that is itself conditional splits the export in two, one for each case.
    ///
    /// At most 64 are kept, the outermost ones, so hostile source cannot make the report larger
    /// than the source by more than that factor. Inside a [`Context::MacroDefinition`] a predicate
    /// may contain macro variables.
    pub cfg: Vec<String>,
    /// Whether names of the prelude are in scope: false under `#![no_implicit_prelude]` on the
    /// crate or an enclosing module, where the shadow of `no_mangle` does not reach.
    pub implicit_prelude: bool,
    /// Whether this is code or a macro's input.
    pub context: Context,
    /// Whether an attribute on the item, or on one around it, may be a macro of another crate, which can change or
    /// guard the item.
    pub altered: bool,
}

/// A position in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, spelled as the source leads to it.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1, as in rustc's messages.
    pub column: usize,
}

/// The attribute that exports an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportAttribute {
    /// `#[no_mangle]` or `#[unsafe(no_mangle)]`.
    NoMangle,
    /// `#[export_name = ".."]` or `#[unsafe(export_name = "..")]`.
    ExportName,
    /// `#[ffi_export]` on an item that carries neither of the others: the Rust form, whose shim
    /// exports it.
    FfiExport,
}

/// The kind of item that carries the attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// `fn`.
    Function,
    /// `static`.
    Static,
    /// Anything else: rustc refuses or ignores the attribute there, or a macro's text does not say.
    Other,
}

/// The guard on an item, known by the last segment of the attribute's path or by an alias of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// No guard.
    None,
    /// `#[ffi_export]`.
    FfiExport,
    /// `#[unguarded]`: exported bare on purpose.
    Unguarded,
}

/// The syntactic context of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Context {
    /// Ordinary code.
    Code,
    /// The definition of the macro of this name: an export for each use.
    MacroDefinition(String),
    /// The input of a call of the macro of this name, which may keep, change or drop it.
    MacroCall(String),
    /// A word in the input of a call that the macro can make an attribute from: `by_name!(export_name, "a")`.
    MacroArgument {
        /// The name of the macro.
        name: String,
        /// Whether the crate defines the macro.
        own: bool,
    },
}

/// Something that the scan could not read or follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// The declaration that could not be followed, or the file that could not be read.
    pub place: Place,
    /// The reason, in one sentence.
    pub what: String,
    /// The predicates under which it is part of the crate, as in [`Export::cfg`].
    pub cfg: Vec<String>,
    /// Whether it is in code or in a macro's input.
    pub context: Context,
}
