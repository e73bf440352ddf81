//! What the inventory hands over.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// What the inventory is to know and to list besides the exports.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Functions, macros and attributes that catch panics, besides the well-known ones: `name`, or
    /// `path::name` where the name alone says too little.
    pub guards: Vec<String>,
    /// Whether functions with a foreign ABI that are not exported are listed too.
    pub callbacks: bool,
    /// Whether `#[ffi_export]` is that of `safer-ffi` in this crate.
    pub safer_ffi: bool,
    /// Whether `#[ffi_export]` and `#[ffi_callback]` are unknown attributes in this crate, because it does not depend
    /// on the library that has them.
    pub foreign_attributes: bool,
}

/// Every exported item of a crate, and what could not be seen.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// The items, file by file in the order in which the module tree names the files, in source
    /// order within a file.
    pub entries: Vec<Entry>,
    /// The `impl` blocks under `#[ffi_export]`, in the same order. Their functions are among the entries.
    pub blocks: Vec<Block>,
    /// What could not be read, followed or told.
    pub notes: Vec<Note>,
    /// The names of the enums that the crate declares.
    pub enums: BTreeSet<String>,
    /// Every file that was read, the root first.
    pub files: Vec<PathBuf>,
    /// How many items were left out because they are part of `cfg(test)` builds alone, or of none.
    pub tests_left_out: usize,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Export, static or callback.
    pub kind: EntryKind,
    /// Where its name stands; for an item that a macro makes out of nothing, the macro's call.
    pub spot: Spot,
    /// The item's name as written, or the text that a macro computes it from.
    pub name: String,
    /// The symbol, or `None` where a macro computes it; always `None` for a callback.
    pub symbol: Option<String>,
    /// The signature of a function.
    pub signature: Option<Signature>,
    /// How a panic is kept from the caller.
    pub guarded: Guarded,
    /// The predicates under which it exists, as in [`Export::cfg`](crate::Export::cfg).
    pub cfg: Vec<String>,
    /// The `cfg_attr` predicates around the attribute that exports it.
    pub attribute_cfg: Vec<String>,
    /// The byte range of that attribute, from `#` to `]`, where it stands in this very file outside
    /// of a macro.
    pub attribute: Option<Range<usize>>,
    /// Whether names of the prelude are in scope.
    pub implicit_prelude: bool,
    /// The macro in whose call it stands.
    pub in_macro: Option<String>,
    /// Where a guard's attribute would have to be written, if one place of the crate's files is.
    pub site: Option<Site>,
    /// The head of a function that is not guarded, up to its body, as an attribute on it would see
    /// it: with those of its attributes that contradict a guard, and with `f` for its name. Empty
    /// where the head is longer than 4096 bytes.
    pub head: Arc<str>,
    /// Where the return type of such a function begins: the file and its byte, as in [`Site`].
    pub returns_at: Option<(PathBuf, usize)>,
    /// The text between the parentheses of a guarded function that is written as C calls it and is not `unsafe`. `None`
    /// for every other function, and where the text is longer than 4096 bytes.
    pub c_parameters: Option<Arc<str>>,
}

/// An `impl` block of which `#[ffi_export]` exports the functions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where the attribute's name stands.
    pub spot: Spot,
    /// The bytes of the attribute, as in [`Entry::attribute`].
    pub attribute: Option<Range<usize>>,
    /// The predicates under which it exists, as in [`Entry::cfg`].
    pub cfg: Vec<String>,
}

/// Where a guard's attribute would have to be written: in the file of the entry, or in the
/// definition of the macro that makes it. Bytes are counted behind a byte order mark.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    /// The file, spelled as the source leads to it.
    pub file: PathBuf,
    /// The attribute that exports, from `#` to `]`; for a callback the empty range in front of its
    /// visibility or its first qualifier.
    pub attribute: Range<usize>,
    /// Where in the attribute the part begins that exports, its `unsafe(` included.
    pub meta: usize,
    /// The text of that part without `unsafe(..)`; empty for a callback.
    pub exports: String,
    /// Where the function itself begins, behind its attributes, if this file has it.
    pub function: Option<usize>,
    /// Whether this is the definition of a macro.
    pub in_definition: bool,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// An exported function.
    Export,
    /// An exported static, which runs no code.
    Static,
    /// A function with a foreign ABI that is not exported: what C can only call by address.
    Callback,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The file, spelled as the source leads to it.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the file, its byte order mark counted.
    pub range: Range<usize>,
}

/// What a function's head says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// The string behind `extern`, `C` where there is none; `None` for the ABI of Rust.
    pub abi: Option<String>,
    /// Whether it is an `unsafe fn`.
    pub is_unsafe: bool,
    /// The text of the return type; empty for `()`.
    pub returns: String,
}

/// How a panic is kept from the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guarded {
    /// By `#[ffi_export]`.
    FfiExport,
    /// By `#[ffi_callback]`.
    FfiCallback,
    /// Not, on purpose, as `#[unguarded]` says.
    Allowed {
        /// The reason that it gives.
        reason: String,
    },
    /// By `catch_unwind` around all that may panic.
    CatchUnwind,
    /// By a function, macro or attribute of a well-known library.
    Known {
        /// Its name.
        name: &'static str,
        /// Where it comes from and what it does.
        about: &'static str,
    },
    /// By a function, macro or attribute that the caller named, or by a macro of the crate's own
    /// that becomes a guard.
    Named {
        /// Its name.
        name: String,
    },
    /// There is a guard, and something outside of it that may panic.
    Partly {
        /// The guard's name.
        by: String,
        /// What stands outside.
        outside: String,
        /// Where.
        at: Spot,
    },
    /// A static has nothing to guard.
    NothingToGuard,
    /// Not at all.
    No,
}

/// Something that the inventory could not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub spot: Spot,
    /// What, in one sentence.
    pub what: String,
    /// Whether the source is broken there, so that the inventory cannot be relied on.
    pub broken: bool,
}
