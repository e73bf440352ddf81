//! From what a built file exports and records to the verdict on each function.

use super::allow::Allowed;
use super::image::{Function, Image};
use super::records::Record;
use crate::report::{Guard, Note, ReportedExport, ReportedKind};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// How many names a note lists.
const MAX_NAMES: usize = 10;
const IN_THE_SOURCE: &str = "#[unguarded] in the source";

/// The exports of a built file, each with its verdict, and what else is to be said about it.
///
/// A function that several architectures export is guarded if it is guarded in all of them.
pub fn judge(
    path: &Path,
    images: &[Image],
    allowed: &mut Allowed,
) -> (Vec<ReportedExport>, Vec<Note>) {
    let mut exports: BTreeMap<&str, ReportedExport> = BTreeMap::new();
    for image in images {
        for (symbol, function) in &image.functions {
            let guard = guard(image.records.get(symbol));
            let export = export(path, symbol, function, guard);
            let kept = exports.entry(symbol).or_insert_with(|| export.clone());
            if rank(&export.guard) > rank(&kept.guard) {
                *kept = export;
            }
        }
    }
    let mut exports: Vec<ReportedExport> = exports.into_values().collect();
    for export in exports.iter_mut().filter(|export| !export.guard.is_accepted()) {
        if let Some(reason) = allowed.reason(&export.symbol) {
            export.guard = Guard::Allowed { reason };
        }
    }
    let notes = notes(images).into_iter().map(|what| {
        let artifact = Some(path.to_owned());
        Note { artifact, ..Note::new(what) }
    });
    (exports, notes.collect())
}

fn guard(record: Option<&Record>) -> Guard {
    match record {
        Some(Record { unguarded: true, .. }) => {
            Guard::Allowed { reason: Some(IN_THE_SOURCE.to_owned()) }
        }
        Some(Record { unwinds: false, .. }) => Guard::PanicAbort,
        Some(_) => Guard::Attribute,
        None => Guard::Unguarded,
    }
}

fn export(path: &Path, symbol: &str, function: &Function, guard: Guard) -> ReportedExport {
    // A guarded function's panics are caught before they come that far.
    let finding = function.finding.clone().filter(|_| guard != Guard::Attribute);
    ReportedExport {
        finding,
        place: function.place.clone(),
        origin: function.origin.clone(),
        artifact: Some(path.to_owned()),
        ..ReportedExport::new(symbol, ReportedKind::Function, guard)
    }
}

fn rank(guard: &Guard) -> u8 {
    match guard {
        Guard::Attribute | Guard::Idiom { .. } => 0,
        Guard::Allowed { .. } => 1,
        Guard::PanicAbort => 2,
        Guard::Unguarded => 3,
    }
}

fn notes(images: &[Image]) -> BTreeSet<String> {
    let mut notes: BTreeSet<String> =
        images.iter().flat_map(|image| image.notes.iter().cloned()).collect();
    for image in images {
        let absent = image.records.keys().filter(|symbol| !image.functions.contains_key(*symbol));
        let absent: Vec<&str> = absent.map(String::as_str).collect();
        if !absent.is_empty() {
            notes.insert(format!("recorded as guarded, but not exported: {}", list(&absent)));
        }
        if image.records.is_empty() && !image.functions.is_empty() {
            notes.insert("it holds no record of ffi-guard at all".to_owned());
        }
        if image.records.is_empty() && image.functions.is_empty() {
            notes.insert("it exports no function".to_owned());
        }
    }
    notes
}

/// The first names, and how many there are beyond.
fn list(names: &[&str]) -> String {
    let shown = names[..names.len().min(MAX_NAMES)].join(", ");
    match names.len().saturating_sub(MAX_NAMES) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(exported: &[&str], records: &[(&str, bool, bool)]) -> Image {
        let record = |unwinds, unguarded| Record { unwinds, unguarded, origin: None };
        Image {
            functions: exported.iter().map(|s| ((*s).to_owned(), Function::default())).collect(),
            records: records.iter().map(|(s, w, u)| ((*s).to_owned(), record(*w, *u))).collect(),
            notes: Vec::new(),
        }
    }

    fn guards(images: &[Image], allowed: &str) -> Vec<(String, Guard)> {
        let mut lines = Allowed::default();
        lines.add("allow".as_ref(), allowed).unwrap();
        let (exports, _) = judge("lib".as_ref(), images, &mut lines);
        exports.into_iter().map(|export| (export.symbol, export.guard)).collect()
    }

    #[test]
    fn judges_by_the_record() {
        let records = [("guarded", true, false), ("aborts", false, false), ("bare", false, true)];
        let image = image(&["guarded", "aborts", "bare", "none", "listed"], &records);
        let why = |text: &str| Guard::Allowed { reason: Some(text.to_owned()) };
        let expected = [
            ("aborts".to_owned(), Guard::PanicAbort),
            ("bare".to_owned(), why(IN_THE_SOURCE)),
            ("guarded".to_owned(), Guard::Attribute),
            ("listed".to_owned(), why("C code")),
            ("none".to_owned(), Guard::Unguarded),
        ];
        assert_eq!(guards(&[image], "listed C code\nguarded x"), expected);
    }

    #[test]
    fn takes_the_worst_architecture() {
        let images = [image(&["f"], &[("f", true, false)]), image(&["f"], &[])];
        assert_eq!(guards(&images, ""), [("f".to_owned(), Guard::Unguarded)]);
    }

    #[test]
    fn says_what_is_recorded_but_not_exported() {
        let names: Vec<String> = (10..22).map(|n| format!("f{n}")).collect();
        let records: Vec<_> = names.iter().map(|name| (name.as_str(), true, false)).collect();
        let notes = judge("lib".as_ref(), &[image(&[], &records)], &mut Allowed::default()).1;
        assert!(notes[0].what.ends_with("f18, f19 and 2 more"), "{notes:?}");
    }
}
