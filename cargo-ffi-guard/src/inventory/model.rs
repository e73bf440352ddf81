//! The inventory of a crate as plain data.

use super::body::By;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

/// The options of the inventory, and the facts about the package.
#[derive(Clone, Debug, Default)]
pub struct InventoryOptions {
    /// Functions, macros and attributes that catch panics, besides the well-known ones: `name`, or `path::name`.
    pub guards: Vec<String>,
    /// Whether functions with a foreign ABI that are not exported are listed too.
    pub callbacks: bool,
    /// Whether `#[ffi_export]` is the attribute of `safer-ffi` in this crate.
    pub safer_ffi: bool,
    /// Whether `#[ffi_export]` and `#[ffi_callback]` are unknown attributes in this crate, because it does not depend
    /// on the library that has them.
    pub foreign_attributes: bool,
    /// The crates that the package depends on, under the names that paths begin with.
    pub crates: Vec<String>,
    /// Macros and attributes of other crates that export nothing: `name`, or `path::name`.
    pub no_exports: Vec<String>,
    /// The value of `CARGO_MANIFEST_DIR`, for an `include!` of a path that starts with it.
    pub manifest_dir: Option<PathBuf>,
    /// The name of the runtime's crate in the sources. With it, each function without an attribute of
    /// this project gets a [`GuardAdvice`].
    pub advise_for: Option<String>,
}

/// Every exported item of a crate, and what could not be read.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    /// The items, file by file in the order of the module tree, in source order within a file.
    pub exports: Vec<SourceExport>,
    /// The `impl` blocks under `#[ffi_export]`, in the same order. Their functions are among the exports.
    pub blocks: Vec<ExportedBlock>,
    /// Notes about what could not be followed or told.
    pub notes: Vec<InventoryNote>,
    /// The files, or parts of files, that could not be read.
    pub unread: Vec<UnreadSource>,
    /// The names of the enums that the crate declares.
    pub enums: BTreeSet<String>,
    /// Every file that was read, the root first.
    pub files: Vec<PathBuf>,
    /// Whether the crate calls `ffi_library!`.
    pub has_library: bool,
    /// How often each derive of another crate is used, and each macro and attribute that is known to export nothing. They
    /// have no notes.
    pub not_followed: BTreeMap<String, usize>,
    /// How many functions the derives of this project export.
    pub derived_exports: usize,
    /// How many items were left out because only `cfg(test)` builds have them, or none.
    pub tests_left_out: usize,
}

/// An exported item, or a function that C can only call by its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceExport {
    /// The kind of the item.
    pub kind: SourceExportKind,
    /// The place of its name; for a name from a macro's definition, the place of the macro's call.
    pub span: SourceSpan,
    /// The item's name as written, or the text that a macro computes it from.
    pub name: String,
    /// The symbol. `None` where a macro computes it, and for a callback.
    pub symbol: Option<String>,
    /// The signature of a function.
    pub signature: Option<SignatureSummary>,
    /// How a panic is kept from the caller.
    pub state: GuardState,
    /// The predicates under which it exists.
    pub cfg: Vec<String>,
    /// The `cfg_attr` predicates around the attribute that exports it.
    pub attribute_cfg: Vec<String>,
    /// The bytes of that attribute, from `#` to `]`, if it is written in this file outside of a macro.
    pub attribute: Option<Range<usize>>,
    /// The macro whose call contains it.
    pub in_macro: Option<String>,
    /// The place for a guard's attribute, if one place of the crate's files is.
    pub site: Option<GuardSite>,
    /// Advice about a function without an attribute of this project, if [`InventoryOptions::advise_for`] asks for it.
    pub advice: Option<GuardAdvice>,
    /// The place of the return type of such a function: the file and its byte, as in [`GuardSite`].
    pub returns_at: Option<(PathBuf, usize)>,
    /// The parameters of a guarded function in the C form that is not `unsafe`.
    pub c_parameters: Option<CParameters>,
    /// The arguments that it drops outside of its guard, until the types of the crate are known.
    pub(super) dropped: Vec<DroppedOutside>,
}

/// An argument that is dropped outside of the guard, if one of these types has something to drop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DroppedOutside {
    pub(super) argument: String,
    pub(super) at: SourceSpan,
    pub(super) types: BTreeSet<String>,
}

/// The parameters that a function takes from C as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CParameters {
    /// They are in order.
    Read(Vec<CParameter>),
    /// They cannot be parsed.
    Unreadable,
}

/// A parameter that a function takes from C as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CParameter {
    /// The pattern and the type.
    pub text: String,
    /// Why C can pass an invalid value.
    pub hazard: Option<ValueHazard>,
    /// Whether it is a function whose result is not checked.
    pub has_unchecked_result: bool,
}

/// Why C can pass an invalid value of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueHazard {
    /// A reason that the type alone gives.
    Always(&'static str),
    /// The type has this name: if the crate has an enum of the name, not every number is a value of it.
    IfEnum(String),
}

/// An `impl` block whose functions `#[ffi_export]` exports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedBlock {
    /// The place of the attribute's name.
    pub span: SourceSpan,
    /// The bytes of the attribute, as in [`SourceExport::attribute`].
    pub attribute: Option<Range<usize>>,
    /// The predicates under which it exists.
    pub cfg: Vec<String>,
}

/// The place for a guard's attribute: in the file of the export, or in the definition of the macro that makes it. Bytes
/// are counted behind a byte order mark.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct GuardSite {
    /// The file, spelled as the source leads to it.
    pub file: PathBuf,
    /// The attribute that exports, from `#` to `]`; for a callback the empty range in front of its visibility or its
    /// first qualifier.
    pub attribute: Range<usize>,
    /// The first byte of the part of the attribute that exports, its `unsafe(` included.
    pub meta: usize,
    /// The first byte of the function itself, behind its attributes, if this file has it.
    pub function: Option<usize>,
    /// Whether this is the definition of a macro.
    pub in_definition: bool,
    /// The name under which the module around imports the attribute.
    pub imported_as: Option<String>,
}

/// Advice about a function, from the attribute's own checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuardAdvice {
    /// The attribute alone is complete.
    Complete,
    /// The attribute needs `abort`: the function never returns.
    Abort,
    /// The author has to name a value of this type.
    NeedsValue(String),
    /// The attribute would be refused.
    Refused(String),
}

/// The kind of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SourceExportKind {
    /// An exported function.
    Function,
    /// An exported static, which runs no code.
    Static,
    /// A function with a foreign ABI that is not exported: C can only call it by its address.
    Callback,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourceSpan {
    /// The file, spelled as the source leads to it.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the file, a byte order mark included.
    pub bytes: Range<usize>,
}

/// The parts of a function's signature that a report needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignatureSummary {
    /// The string behind `extern`, by default `C`; `None` for the ABI of Rust.
    pub abi: Option<String>,
    /// Whether it is an `unsafe fn`.
    pub is_unsafe: bool,
    /// The text of the return type; empty for `()`.
    pub returns: String,
}

/// How a panic is kept from the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GuardState {
    /// By `#[ffi_export]`.
    FfiExport,
    /// By `#[ffi_callback]`.
    FfiCallback,
    /// It is not, on purpose, as `#[unguarded]` says.
    Allowed {
        /// The reason in the attribute.
        reason: String,
    },
    /// By `catch_unwind`, or by something that the settings or the list of well-known guards name.
    Idiom {
        /// The name of the guard.
        name: String,
    },
    /// There is a guard, and code outside of it that may panic.
    Partly {
        /// The guard's name.
        by: String,
        /// The code outside.
        outside: String,
        /// The place of that code.
        at: SourceSpan,
    },
    /// There is a guard that leaves the drop of an argument out.
    DropsOutside {
        /// The guard's name.
        by: String,
        /// The argument.
        argument: String,
        /// The place of its declaration.
        at: SourceSpan,
    },
    /// There is a guard in some builds only.
    Conditional {
        /// The guard's name.
        by: String,
        /// The predicate under which it is there.
        condition: String,
    },
    /// A static runs no code.
    NothingToGuard,
    /// It is not.
    Unguarded,
}

impl GuardState {
    /// Whether a panic reaches the caller.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self {
            Self::Unguarded
            | Self::Partly { .. }
            | Self::DropsOutside { .. }
            | Self::Conditional { .. } => true,
            Self::FfiExport
            | Self::FfiCallback
            | Self::Allowed { .. }
            | Self::Idiom { .. }
            | Self::NothingToGuard => false,
        }
    }
}

impl From<By> for GuardState {
    fn from(by: By) -> Self {
        Self::Idiom { name: by.name().to_owned() }
    }
}

/// Something that the inventory could not follow or tell: an export may be missing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct InventoryNote {
    /// Where.
    pub span: SourceSpan,
    /// What, in one sentence.
    pub what: String,
    /// Whether there may be exports here that the inventory does not have.
    pub hides_exports: bool,
}

/// A file, or a part of one, that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadSource {
    /// The place of the error.
    pub span: SourceSpan,
    /// The file that is not part of the inventory.
    pub file: PathBuf,
    /// Why, in one sentence.
    pub what: String,
}
