//! The words that several formats share.

use super::model::{
    Clash, ClashesWith, Disagreement, Guard, Mismatch, Note, NoteKind, ReportedExport,
    ReportedKind, UnguardedReason,
};
use crate::first_names::first_names;
use std::borrow::Cow;

/// A text without characters that a terminal would obey: symbols and file names are the input's to choose.
///
/// ```
/// use cargo_ffi_guard::report::printable;
///
/// assert_eq!(printable("shape_area"), "shape_area");
/// assert_eq!(printable("\u{1b}[31m\n"), "\\u{1b}[31m\\n");
/// ```
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let escape =
        |c: char| if is_obeyed(c) { c.escape_default().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(escape).collect())
}

/// Control characters, and those that change the direction of the text around them.
fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl ReportedKind {
    /// The word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Static => "static",
            Self::Callback => "callback",
        }
    }
}

impl NoteKind {
    /// The title of such a note.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::NotSeen => "not seen",
            Self::NotChecked => "not checked",
            Self::NotRead => "not read",
            Self::LeftOut => "left out",
            Self::PanicAbort => "panic = abort",
        }
    }

    /// The identifier of such a note.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::NotSeen => "not-seen",
            Self::NotChecked => "not-checked",
            Self::NotRead => "not-read",
            Self::LeftOut => "left-out",
            Self::PanicAbort => "panic-abort",
        }
    }
}

impl Guard {
    /// How it is guarded, in a few words.
    fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Attribute => "guarded".into(),
            Self::Idiom { name } => format!("guarded by {name}").into(),
            Self::Allowed { reason: Some(reason) } => format!("allowed: {reason}").into(),
            Self::Allowed { reason: None } => "allowed".into(),
            Self::PanicAbort => "guarded, but panic = \"abort\"".into(),
            Self::Unguarded => "NOT GUARDED".into(),
        }
    }
}

impl UnguardedReason {
    /// The reason, in a few words.
    fn words(self) -> &'static str {
        match self {
            Self::NoGuard => "no guard",
            Self::PartialGuard => "partial guard",
            Self::ConditionalGuard => "conditional guard",
        }
    }
}

impl ReportedExport {
    /// How it is guarded, or why it is not, in a few words.
    pub(super) fn verdict(&self) -> Cow<'_, str> {
        match self.reason {
            Some(reason) => format!("{} ({})", self.guard.words(), reason.words()).into(),
            None => self.guard.words(),
        }
    }

    /// The error and what to write instead, in one line.
    pub(super) fn problem(&self) -> String {
        let kind = self.kind.word();
        let symbol = &self.symbol;
        let from = self.origin.as_ref().map(|origin| format!(" of crate `{origin}`"));
        let from = from.unwrap_or_default();
        let advice = match (&self.guard, self.kind) {
            (Guard::PanicAbort, _) => {
                "was compiled with `panic = \"abort\"`: its guard catches nothing; build the library with \
                 `panic = \"unwind\"`"
            }
            (_, ReportedKind::Callback) => "is not guarded: put `#[ffi_callback]` on it",
            (_, ReportedKind::Static) => {
                "is exported by hand: put `#[unguarded(reason = \"..\")]` on it"
            }
            (_, ReportedKind::Function) => {
                "is not guarded: put `#[ffi_export]` on it, or allow it with a reason"
            }
        };
        let finding = self.finding.as_ref().map(|finding| format!(" ({finding})"));
        format!("{kind} `{symbol}`{from} {advice}{}", finding.unwrap_or_default())
    }

    /// The identifier of what is wrong with it.
    pub(super) fn rule(&self) -> Rule {
        match (&self.guard, self.kind) {
            (Guard::PanicAbort, _) => Rule::PanicAbort,
            (_, ReportedKind::Function) => Rule::UnguardedExport,
            (_, ReportedKind::Static) => Rule::UnguardedStatic,
            (_, ReportedKind::Callback) => Rule::UnguardedCallback,
        }
    }
}

impl Note {
    /// The identifier of what is wrong, for a note that is an error.
    pub(super) fn rule(&self) -> Rule {
        match self.kind {
            NoteKind::PanicAbort => Rule::PanicAbort,
            NoteKind::NotSeen | NoteKind::NotChecked | NoteKind::NotRead | NoteKind::LeftOut => {
                Rule::NotSeen
            }
        }
    }
}

impl Mismatch {
    /// The error, in one line.
    pub(super) fn problem(&self) -> String {
        let Self { symbol, artifact, .. } = self;
        let artifact = artifact.display();
        match self.disagreement {
            Disagreement::DeclaredNotExported => {
                format!("function `{symbol}` is declared, but {artifact} does not export it")
            }
            Disagreement::ExportedNotDeclared => {
                format!("function `{symbol}` is exported by {artifact}, but no header declares it")
            }
            Disagreement::DeclaredDifferently => self.what.clone().unwrap_or_default(),
        }
    }

    /// The identifier of what is wrong.
    pub(super) fn rule(&self) -> Rule {
        match self.disagreement {
            Disagreement::DeclaredNotExported => Rule::DeclaredNotExported,
            Disagreement::ExportedNotDeclared => Rule::ExportedNotDeclared,
            Disagreement::DeclaredDifferently => Rule::DeclaredDifferently,
        }
    }
}

impl Clash {
    /// The error and what to do, in one line.
    pub(super) fn problem(&self) -> String {
        const MAKE_LOCAL: &str =
            "make all but the exports local, with `ld -r` and `objcopy --keep-global-symbols`";
        let symbols: Vec<_> = self.symbols.iter().map(|symbol| format!("`{symbol}`")).collect();
        let symbols = first_names(&symbols);
        let Self { member, with, .. } = self;
        let (verb, advice) = match with {
            ClashesWith::AnyRust => ("conflict with every other Rust static library", MAKE_LOCAL),
            ClashesWith::OtherRust => (
                "conflict with Rust static libraries of another Rust version, or with fat LTO",
                MAKE_LOCAL,
            ),
            ClashesWith::SameRust => {
                ("conflict with static libraries of the same Rust version", MAKE_LOCAL)
            }
            ClashesWith::Dropped => (
                "local, but in a section group that a linker drops beside another Rust static library: a panic \
                 then ends the process",
                "pass --force-group-allocation to `ld -r`",
            ),
            ClashesWith::SomeRust => {
                ("may conflict with a static library of another Rust version", MAKE_LOCAL)
            }
            ClashesWith::SameName => {
                ("may conflict with a library that defines the same name", MAKE_LOCAL)
            }
        };
        format!("{symbols} in `{member}`: {verb}; {advice}")
    }

    /// The identifier of what is wrong.
    pub(super) fn rule(&self) -> Rule {
        Rule::SymbolClash
    }
}

/// A kind of error, which machines know by its identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    UnguardedExport,
    UnguardedStatic,
    UnguardedCallback,
    PanicAbort,
    DeclaredNotExported,
    ExportedNotDeclared,
    DeclaredDifferently,
    SymbolClash,
    NotSeen,
}

impl Rule {
    pub(super) const ALL: [Self; 9] = [
        Self::UnguardedExport,
        Self::UnguardedStatic,
        Self::UnguardedCallback,
        Self::PanicAbort,
        Self::DeclaredNotExported,
        Self::ExportedNotDeclared,
        Self::DeclaredDifferently,
        Self::SymbolClash,
        Self::NotSeen,
    ];

    pub(super) fn id(self) -> &'static str {
        match self {
            Self::UnguardedExport => "unguarded-export",
            Self::UnguardedStatic => "unguarded-static",
            Self::UnguardedCallback => "unguarded-callback",
            Self::PanicAbort => "panic-abort",
            Self::DeclaredNotExported => "declared-not-exported",
            Self::ExportedNotDeclared => "exported-not-declared",
            Self::DeclaredDifferently => "declared-differently",
            Self::SymbolClash => "symbol-clash",
            Self::NotSeen => "not-seen",
        }
    }

    pub(super) fn description(self) -> &'static str {
        match self {
            Self::UnguardedExport => "A panic in this exported function ends the process.",
            Self::UnguardedStatic => "This variable is exported by hand, without a reason.",
            Self::UnguardedCallback => "A panic in this callback ends the process.",
            Self::PanicAbort => "With `panic = \"abort\"` a guard catches nothing.",
            Self::DeclaredNotExported => "The header declares a function that the library lacks.",
            Self::ExportedNotDeclared => "The library exports a function that no header declares.",
            Self::DeclaredDifferently => "The header and the library differ in a type or value.",
            Self::SymbolClash => "Other static libraries define this symbol, too.",
            Self::NotSeen => "The sources do not show what is exported here.",
        }
    }
}
