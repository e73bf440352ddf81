//! The findings of a command.

use crate::failure::Failure;
use serde::{Serialize, Serializer};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Everything that one command found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The kind of input.
    pub source: Source,
    /// The folder that the places in the sources are relative to; empty for the current one.
    pub root: PathBuf,
    /// Every export, in the order of the output.
    pub exports: Vec<ReportedExport>,
    /// Whether the table lists the exports about which nothing is to be done.
    pub lists_accepted: bool,
    /// Where a C header and an artifact disagree.
    pub mismatches: Vec<Mismatch>,
    /// The symbols of static libraries that clash.
    pub clashes: Vec<Clash>,
    /// Limits of the command, and values that no guard checks.
    pub notes: Vec<Note>,
    /// Why `audit` counts other exports than this report: one sentence for each reason.
    pub compared_with_audit: Vec<String>,
    /// Why the report is not complete: sources that were not read. The command then ends with exit status 2.
    pub failure: Option<Failure>,
}

/// The kind of input of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// Source files: `check`.
    Sources,
    /// Built files: `audit`.
    Artifacts,
}

/// One exported item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportedExport {
    /// The symbol; in sources where the text does not tell it, the item's name.
    pub symbol: String,
    /// The kind of the item.
    pub kind: ReportedKind,
    /// How it is guarded.
    pub guard: Guard,
    /// Why it is not guarded, if the command knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<UnguardedReason>,
    /// Where it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<ReportedPlace>,
    /// The crate that exports it.
    #[serde(rename = "crate", skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The built file that exports it.
    #[serde(serialize_with = "optional_path", skip_serializing_if = "Option::is_none")]
    pub artifact: Option<PathBuf>,
    /// The predicates of `cfg` under which it exists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cfg: Vec<String>,
    /// Remarks that do not change the verdict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
}

impl ReportedExport {
    /// An export without further facts.
    #[must_use]
    pub fn new(symbol: impl Into<String>, kind: ReportedKind, guard: Guard) -> Self {
        Self {
            symbol: symbol.into(),
            kind,
            guard,
            reason: None,
            place: None,
            origin: None,
            artifact: None,
            cfg: Vec::new(),
            finding: None,
        }
    }
}

/// Why an export is not guarded. [`ReportedExport::finding`] has the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnguardedReason {
    /// It has no guard.
    NoGuard,
    /// Its guard leaves something out.
    PartialGuard,
    /// Its guard exists only under a condition.
    ConditionalGuard,
}

/// The kind of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportedKind {
    /// A function with a symbol.
    Function,
    /// A variable with a symbol.
    Static,
    /// A function without a symbol, whose address is given to C.
    Callback,
}

/// How an export is guarded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum Guard {
    /// By `#[ffi_export]` or `#[ffi_callback]`; in an artifact, by the record of one.
    Attribute,
    /// By something else that is known to catch.
    Idiom {
        /// The name of the guard.
        name: String,
    },
    /// Not guarded, and that is allowed.
    Allowed {
        /// Why, where a reason is written.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// By a shim that was compiled with `panic = "abort"`, so it catches nothing.
    PanicAbort,
    /// Not at all.
    Unguarded,
}

impl Guard {
    /// Whether nothing is to be done about it.
    ///
    /// ```
    /// use cargo_ffi_guard::report::Guard;
    ///
    /// assert!(Guard::Allowed { reason: None }.is_accepted());
    /// assert!(!Guard::PanicAbort.is_accepted());
    /// ```
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        !matches!(self, Self::PanicAbort | Self::Unguarded)
    }
}

/// A position in a source file or header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportedPlace {
    /// The file.
    #[serde(serialize_with = "path")]
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The bytes of the file that a reader should look at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Range<usize>>,
}

/// Something that the reader must know about what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its subject.
    pub kind: NoteKind,
    /// What, in a sentence.
    pub what: String,
    /// Where in the sources.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<ReportedPlace>,
    /// In which built file.
    #[serde(serialize_with = "optional_path", skip_serializing_if = "Option::is_none")]
    pub artifact: Option<PathBuf>,
    /// Whether it makes the command fail.
    #[serde(rename = "error", skip_serializing_if = "is_false")]
    pub is_error: bool,
}

impl Note {
    /// A note about what was not seen, at no place in particular.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        let (kind, what) = (NoteKind::NotSeen, what.into());
        Self { kind, what, place: None, artifact: None, is_error: false }
    }
}

/// The subject of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoteKind {
    /// Something that the command could not see: an export may be missing.
    NotSeen,
    /// Something that the command left out on purpose.
    LeftOut,
    /// A profile or a flag with `panic = "abort"`: no guard works in such a build.
    PanicAbort,
    /// A value from C that a guarded function takes without a check.
    NotChecked,
    /// A file, or a part of one, that could not be read.
    NotRead,
}

/// A function, type, field, constant or variable on which a C header and an artifact disagree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mismatch {
    /// Its name.
    pub symbol: String,
    /// The error.
    pub disagreement: Disagreement,
    /// The two sides, for [`Disagreement::DeclaredDifferently`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// Where it is declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<ReportedPlace>,
    /// The artifact.
    #[serde(serialize_with = "path")]
    pub artifact: PathBuf,
}

/// How a C header and an artifact disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Disagreement {
    /// The header declares a function that the artifact does not export.
    DeclaredNotExported,
    /// The artifact exports a function that no header declares.
    ExportedNotDeclared,
    /// The header and the description in the artifact differ.
    DeclaredDifferently,
}

/// Symbols of a static library that clash with another library in the same program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Clash {
    /// The symbols.
    pub symbols: Vec<String>,
    /// The object file that defines them.
    pub member: String,
    /// The other libraries.
    pub with: ClashesWith,
    /// Whether linking fails, or the program is broken, with every such library.
    #[serde(rename = "certain")]
    pub is_certain: bool,
    /// The static library.
    #[serde(serialize_with = "path")]
    pub artifact: PathBuf,
}

/// The libraries that symbols clash with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClashesWith {
    /// Every other Rust static library.
    AnyRust,
    /// Static libraries of another Rust version, and those with fat LTO.
    OtherRust,
    /// Static libraries of the same Rust version.
    SameRust,
    /// A linker drops the symbols if another Rust static library has them.
    Dropped,
    /// Static libraries of some Rust versions.
    SomeRust,
    /// Any library with a symbol of the same name.
    SameName,
}

impl ClashesWith {
    /// Whether every library of the kind clashes.
    #[must_use]
    pub fn is_certain(self) -> bool {
        matches!(self, Self::AnyRust | Self::OtherRust | Self::SameRust | Self::Dropped)
    }
}

impl Report {
    /// A report without anything in it.
    #[must_use]
    pub fn new(source: Source) -> Self {
        let root = PathBuf::new();
        let (exports, mismatches, notes) = (Vec::new(), Vec::new(), Vec::new());
        let clashes = Vec::new();
        let compared_with_audit = Vec::new();
        let lists_accepted = true;
        Self {
            source,
            root,
            exports,
            lists_accepted,
            mismatches,
            clashes,
            notes,
            compared_with_audit,
            failure: None,
        }
    }

    /// Whether everything was read, every export is guarded or allowed, every header agrees, no symbol is
    /// certain to clash, and no note is an error:
    /// exit status 0.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.failure.is_none()
            && self.mismatches.is_empty()
            && !self.clashes.iter().any(|clash| clash.is_certain)
            && !self.notes.iter().any(|note| note.is_error)
            && self.exports.iter().all(|export| export.guard.is_accepted())
    }

    /// The exports about which something is to be done.
    pub fn problems(&self) -> impl Iterator<Item = &ReportedExport> {
        self.exports.iter().filter(|export| !export.guard.is_accepted())
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A path as text, as in every other format. A path that is not valid text must not stop the report.
fn path<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}

fn optional_path<S: Serializer>(path: &Option<PathBuf>, serializer: S) -> Result<S::Ok, S::Error> {
    path.as_ref().map(|path| path.display().to_string()).serialize(serializer)
}
