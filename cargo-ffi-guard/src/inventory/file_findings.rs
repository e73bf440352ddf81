//! The result of reading one file.

use super::body::Functions;
use super::facts::{GuardAttribute, MacroSource};
use super::model::{ExportedBlock, InventoryNote, SourceExport, SourceSpan, UnreadSource};
use crate::sources::Reference;
use std::collections::{BTreeSet, HashSet};

/// Everything that one file contributes to the inventory.
#[derive(Default)]
pub(super) struct FileFindings {
    pub(super) exports: Vec<SourceExport>,
    pub(super) blocks: Vec<ExportedBlock>,
    pub(super) notes: Vec<InventoryNote>,
    pub(super) unread: Vec<UnreadSource>,
    pub(super) enums: BTreeSet<String>,
    /// Whether types of the crate have something to drop.
    pub(super) types: Vec<(String, TypeFact)>,
    /// The files that it names, each with the place of the declaration.
    pub(super) references: Vec<(Reference, SourceSpan)>,
    pub(super) macros: Vec<MacroSource>,
    pub(super) aliases: Vec<(String, GuardAttribute)>,
    /// The other names that macros are imported under, each with the macro's own name.
    pub(super) macro_aliases: Vec<(String, String)>,
    /// Uses of macros and attributes of other crates.
    pub(super) foreign: Vec<ForeignUse>,
    pub(super) functions: Functions,
    /// Macros whose calls were expanded.
    pub(super) expanded: BTreeSet<String>,
    /// Exports in the definitions of macros: the macro's name and the place of the first.
    pub(super) dormant: Vec<(String, SourceSpan)>,
    /// Attributes that are not taken for guards, each with its first place.
    pub(super) distrusted: Vec<(&'static str, InventoryNote)>,
    /// The prefix in the arguments of `ffi_library!`.
    pub(super) prefix: Option<String>,
    pub(super) has_library: bool,
    /// The names that may come to matter.
    pub(super) asked: HashSet<String>,
    /// Whether macros in bodies make more code than is judged.
    pub(super) is_spent: bool,
    /// Whether the file could be read and parsed at all.
    pub(super) is_read: bool,
}

/// A fact about a type of the crate.
#[derive(Clone, Debug)]
pub(super) enum TypeFact {
    /// It is `Copy`.
    Copy,
    /// It implements `Drop`.
    Drops,
    /// It consists of these types.
    Parts(BTreeSet<String>),
}

/// A use of something whose expansion is not read.
pub(super) struct ForeignUse {
    pub(super) kind: ForeignKind,
    /// Its path, as far as the imports of the module tell it.
    pub(super) name: String,
    pub(super) span: SourceSpan,
}

/// The kind of a use.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ForeignKind {
    Macro,
    Attribute,
    /// A derive, or something that is known to export nothing.
    NotNoted,
    /// A derive of this project that exports a function.
    Handle,
}
