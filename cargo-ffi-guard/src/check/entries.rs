//! From an inventory to the report.

use super::packages::Library;
use crate::report::{Export, Guard, Kind, Note, Place, Report};
use crate::sources::relative;
use ffi_guard_scan::{Entry, EntryKind, Guarded, Inventory, Spot};
use std::path::Path;

/// Adds what one library exports.
pub(super) fn add(report: &mut Report, inventory: Inventory, library: &Library, root: &Path) {
    let exports = inventory.entries.into_iter().map(|entry| export(entry, library, root));
    report.exports.extend(exports);
    for note in inventory.notes {
        let place = Some(place(note.spot, root));
        report.notes.push(Note { place, ..Note::new(note.what) });
    }
    if inventory.tests_left_out > 0 {
        let what = format!(
            "left out in package `{}`: {}, which only `cfg(test)` builds have, or none",
            library.package,
            counted(inventory.tests_left_out)
        );
        report.notes.push(Note::new(what));
    }
}

fn counted(items: usize) -> String {
    if items == 1 { "1 item".to_owned() } else { format!("{items} items") }
}

fn export(entry: Entry, library: &Library, root: &Path) -> Export {
    let kind = match entry.kind {
        EntryKind::Export => Kind::Function,
        EntryKind::Static => Kind::Static,
        EntryKind::Callback => Kind::Callback,
    };
    let finding = finding(&entry);
    Export {
        symbol: entry.symbol.unwrap_or(entry.name),
        kind,
        guard: guard(entry.guarded),
        place: Some(place(entry.spot, root)),
        origin: Some(library.package.clone()),
        artifact: None,
        finding,
    }
}

fn guard(guarded: Guarded) -> Guard {
    match guarded {
        Guarded::FfiExport | Guarded::FfiCallback => Guard::Attribute,
        Guarded::CatchUnwind => Guard::Idiom { name: "catch_unwind".to_owned() },
        Guarded::Known { name, .. } => Guard::Idiom { name: name.to_owned() },
        Guarded::Named { name } => Guard::Idiom { name },
        Guarded::Allowed { reason } => {
            Guard::Allowed { reason: Some(reason).filter(|reason| !reason.is_empty()) }
        }
        Guarded::NothingToGuard => {
            Guard::Allowed { reason: Some("a static runs no code".to_owned()) }
        }
        Guarded::Partly { .. } | Guarded::No => Guard::Unguarded,
    }
}

/// What the verdict alone does not say.
fn finding(entry: &Entry) -> Option<String> {
    let mut findings = Vec::new();
    if let Guarded::Partly { by, outside, at } = &entry.guarded {
        findings.push(format!("`{by}` does not cover `{outside}` in line {}", at.line));
    }
    let abi = entry.signature.as_ref().map(|signature| signature.abi.as_deref());
    match abi {
        Some(None) if is_open(entry) && entry.attribute.is_some() => {
            findings.push("its ABI is that of Rust".to_owned())
        }
        Some(Some(abi)) if abi.ends_with("-unwind") && is_open(entry) => {
            findings.push(format!("its ABI `{abi}` lets a panic unwind into the caller"));
        }
        _ => {}
    }
    if entry.kind != EntryKind::Callback && entry.symbol.is_none() {
        findings.push("a macro makes its symbol".to_owned());
    }
    if !entry.cfg.is_empty() {
        findings.push(format!("only if {}", entry.cfg.join(" and ")));
    }
    (!findings.is_empty()).then(|| findings.join("; "))
}

/// Whether its ABI is the author's to mend; a guard's shim has its own.
fn is_open(entry: &Entry) -> bool {
    entry.kind == EntryKind::Export && matches!(entry.guarded, Guarded::No | Guarded::Partly { .. })
}

pub(super) fn place(spot: Spot, root: &Path) -> Place {
    let Spot { file, line, column, range } = spot;
    Place { file: relative(&file, root), line, column, bytes: Some(range) }
}
