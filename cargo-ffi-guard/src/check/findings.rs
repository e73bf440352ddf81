//! From an inventory to the report.

use crate::inventory::{GuardState, SourceExport, SourceExportKind, SourceSpan, UnreadSource};
use crate::report::{
    Guard, Note, NoteKind, Report, ReportedExport, ReportedKind, ReportedPlace, UnguardedReason,
};
use crate::sources::relative;
use crate::workspace::LibrarySources;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Adds what one library exports.
pub(super) fn add(report: &mut Report, sources: LibrarySources, package: &str, root: &Path) {
    let LibrarySources { inventory, left_out, allowed_unread, unread } = sources;
    // A binary may have the modules of the library once more.
    let known: HashSet<_> = report.exports.iter().map(identity).collect();
    let exports = inventory.exports.into_iter().map(|export| finding(export, package, root));
    let new: Vec<_> = exports.filter(|export| !known.contains(&identity(export))).collect();
    report.exports.extend(new);
    for note in inventory.notes {
        let place = Some(place(note.span, root));
        report.notes.push(Note { place, ..Note::new(note.what) });
    }
    for export in left_out {
        let name = export.symbol.as_ref().unwrap_or(&export.name);
        let what = format!("left out of the chosen build: `{name}`, {}", condition(&export.cfg));
        let (kind, place) = (NoteKind::LeftOut, Some(place(export.span, root)));
        report.notes.push(Note { kind, place, ..Note::new(what) });
    }
    let allowed = allowed_unread.into_iter().map(|unread| (unread, "not read, as allowed"));
    let unread = unread.into_iter().map(|unread| (unread, "not read"));
    for (UnreadSource { span, what, .. }, how) in unread.chain(allowed) {
        let (kind, place) = (NoteKind::NotRead, Some(place(span, root)));
        report.notes.push(Note { kind, place, ..Note::new(format!("{how}: {what}")) });
    }
    if inventory.tests_left_out > 0 {
        let what = format!(
            "left out in package `{package}`: {}, which only `cfg(test)` builds have, or none",
            counted(inventory.tests_left_out)
        );
        report.notes.push(Note { kind: NoteKind::LeftOut, ..Note::new(what) });
    }
}

/// Identifies an export in the sources.
fn identity(export: &ReportedExport) -> (String, Option<(PathBuf, usize)>, Vec<String>) {
    let place = export.place.as_ref().map(|place| {
        (place.file.clone(), place.bytes.as_ref().map_or(place.line, |bytes| bytes.start))
    });
    (export.symbol.clone(), place, export.cfg.clone())
}

fn counted(items: usize) -> String {
    if items == 1 { "1 item".to_owned() } else { format!("{items} items") }
}

fn condition(cfg: &[String]) -> String {
    format!("only if {}", cfg.join(" and "))
}

pub(super) fn finding(export: SourceExport, package: &str, root: &Path) -> ReportedExport {
    let kind = match export.kind {
        SourceExportKind::Function => ReportedKind::Function,
        SourceExportKind::Static => ReportedKind::Static,
        SourceExportKind::Callback => ReportedKind::Callback,
    };
    let finding = remarks(&export);
    ReportedExport {
        symbol: export.symbol.unwrap_or(export.name),
        kind,
        reason: reason(&export.state),
        guard: guard(export.state),
        place: Some(place(export.span, root)),
        origin: Some(package.to_owned()),
        artifact: None,
        cfg: export.cfg,
        finding,
    }
}

fn guard(state: GuardState) -> Guard {
    match state {
        GuardState::FfiExport | GuardState::FfiCallback => Guard::Attribute,
        GuardState::Idiom { name } => Guard::Idiom { name },
        GuardState::Allowed { reason } => {
            Guard::Allowed { reason: Some(reason).filter(|reason| !reason.is_empty()) }
        }
        GuardState::NothingToGuard => {
            Guard::Allowed { reason: Some("a static runs no code".to_owned()) }
        }
        GuardState::Partly { .. }
        | GuardState::DropsOutside { .. }
        | GuardState::Conditional { .. }
        | GuardState::Unguarded => Guard::Unguarded,
    }
}

fn reason(state: &GuardState) -> Option<UnguardedReason> {
    match state {
        GuardState::Unguarded => Some(UnguardedReason::NoGuard),
        GuardState::Partly { .. } | GuardState::DropsOutside { .. } => {
            Some(UnguardedReason::PartialGuard)
        }
        GuardState::Conditional { .. } => Some(UnguardedReason::ConditionalGuard),
        _ => None,
    }
}

/// The details that the verdict alone does not give.
fn remarks(export: &SourceExport) -> Option<String> {
    let mut remarks = Vec::new();
    match &export.state {
        GuardState::Partly { by, outside, at } => {
            remarks.push(format!("`{by}` does not cover `{outside}` in line {}", at.line));
        }
        GuardState::DropsOutside { by, argument, at } => remarks.push(format!(
            "`{by}` does not cover the drop of the argument `{argument}` in line {}: every path must move it into a \
             `move` closure",
            at.line
        )),
        GuardState::Conditional { by, condition } => {
            remarks.push(format!("`{by}` guards it only if {condition}"));
        }
        _ => {}
    }
    // A guard's shim has an ABI of its own.
    let is_open = export.kind == SourceExportKind::Function && export.state.is_open();
    let abi = export.signature.as_ref().map(|signature| signature.abi.as_deref());
    match abi.filter(|_| is_open) {
        Some(None) if export.attribute.is_some() => {
            remarks.push("its ABI is that of Rust".to_owned());
        }
        Some(Some(abi)) if abi.ends_with("-unwind") => {
            remarks.push(format!("its ABI `{abi}` lets a panic unwind into the caller"));
        }
        _ => {}
    }
    if export.kind != SourceExportKind::Callback && export.symbol.is_none() {
        remarks.push("a macro makes its symbol".to_owned());
    }
    if !export.cfg.is_empty() {
        remarks.push(condition(&export.cfg));
    }
    (!remarks.is_empty()).then(|| remarks.join("; "))
}

pub(super) fn place(span: SourceSpan, root: &Path) -> ReportedPlace {
    let SourceSpan { file, line, column, bytes } = span;
    ReportedPlace { file: relative(&file, root), line, column, bytes: Some(bytes) }
}
