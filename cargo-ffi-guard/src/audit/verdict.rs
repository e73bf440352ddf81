//! From what a built file exports and records to the verdict on each function.

use super::allow::Allowed;
use super::census;
use super::image::{Function, Image};
use super::records::Record;
use crate::failure::Failure;
use crate::first_names::first_names;
use crate::report::{Guard, Note, ReportedExport, ReportedKind};
use std::collections::BTreeMap;
use std::path::Path;

const IN_THE_SOURCE: &str = "#[unguarded] in the source";

/// The verdicts on a built file.
pub struct Judged {
    /// The exported functions, each with its verdict.
    pub exports: Vec<ReportedExport>,
    /// Remarks on the file.
    pub notes: Vec<Note>,
    /// Why the file was not really audited: it exports nothing, or nothing of what is recorded.
    pub failure: Option<Failure>,
}

/// Judges the exports of a built file.
///
/// A function that several architectures export is guarded if it is guarded in all of them.
pub fn judge(path: &Path, images: &[Image], allowed: &mut Allowed) -> Judged {
    let mut exports: BTreeMap<&str, ReportedExport> = BTreeMap::new();
    for image in images {
        for (symbol, function) in &image.functions {
            let mut guard = guard(image.record(symbol, function));
            if !guard.is_accepted()
                && let Some(reason) = allowed.reason_of(symbol, function)
            {
                guard = Guard::Allowed { reason };
            }
            let export = export(path, symbol, function, guard);
            let kept = exports.entry(symbol).or_insert_with(|| export.clone());
            if rank(&export.guard) > rank(&kept.guard) {
                *kept = export;
            }
        }
    }
    let notes = notes(images).into_iter().map(|what| {
        let artifact = Some(path.to_owned());
        Note { artifact, ..Note::new(what) }
    });
    Judged {
        exports: exports.into_values().collect(),
        notes: notes.collect(),
        failure: images.iter().find_map(|image| without_exports(path, image)),
    }
}

/// The failure of an image that exports nothing to judge.
fn without_exports(path: &Path, image: &Image) -> Option<Failure> {
    let absent = image.absent();
    if !absent.is_empty() && absent.len() == image.records.len() {
        let what = format!(
            "none of the {} functions that are recorded as guarded is exported: {}",
            absent.len(),
            first_names(&absent)
        );
        let next = "check how it is linked: a version script, a list of exports, or `--exclude-libs` can hide them";
        return Some(Failure::at(path, what, next));
    }
    let nothing = image.functions.is_empty() && image.left_out.variables.is_empty();
    nothing.then(|| {
        let next =
            "name the library that C loads or links; if this is the one, check how it is linked";
        Failure::at(path, "it exports no function, so there is nothing to audit", next)
    })
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

fn notes(images: &[Image]) -> Vec<String> {
    let mut notes: Vec<String> = images.iter().flat_map(|image| image.notes.clone()).collect();
    for image in images {
        let absent = image.absent();
        if !absent.is_empty() && absent.len() < image.records.len() {
            notes.push(format!("recorded as guarded, but not exported: {}", first_names(&absent)));
        }
        if image.records.is_empty() && !image.functions.is_empty() {
            notes.push("it holds no record of ffi-guard at all".to_owned());
        }
        if image.functions.is_empty() {
            notes.push("it exports no function".to_owned());
        }
    }
    notes.extend(census::notes(images));
    notes.sort();
    notes.dedup();
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(exported: &[&str], records: &[(&str, bool, bool)]) -> Image {
        let record =
            |unwinds, unguarded| Record { unwinds, unguarded, generator: None, origin: None };
        Image {
            functions: exported.iter().map(|s| ((*s).to_owned(), Function::default())).collect(),
            records: records.iter().map(|(s, w, u)| ((*s).to_owned(), record(*w, *u))).collect(),
            ..Image::default()
        }
    }

    fn guards(images: &[Image], allowed: &str) -> Vec<(String, Guard)> {
        let mut lines = Allowed::default();
        lines.add("allow".as_ref(), allowed).unwrap();
        let exports = judge("lib".as_ref(), images, &mut lines).exports;
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
        let mut records: Vec<_> = names.iter().map(|name| (name.as_str(), true, false)).collect();
        let judged = judge("lib".as_ref(), &[image(&[], &records)], &mut Allowed::default());
        let failure = judged.failure.unwrap().to_string();
        assert!(failure.contains("none of the 12 functions"), "{failure}");
        assert!(failure.contains("f18, f19 and 2 more"), "{failure}");

        records.push(("exported", true, false));
        let images = [image(&["exported"], &records)];
        let judged = judge("lib".as_ref(), &images, &mut Allowed::default());
        assert_eq!(judged.failure, None);
        assert!(judged.notes[0].what.ends_with("f18, f19 and 2 more"), "{:?}", judged.notes);
    }

    #[test]
    fn nothing_to_judge_is_a_failure() {
        let mut nothing = image(&[], &[]);
        let failed = |image: &Image| {
            judge("lib".as_ref(), std::slice::from_ref(image), &mut Allowed::default()).failure
        };
        assert!(failed(&nothing).unwrap().to_string().contains("exports no function"));
        nothing.left_out.variables.insert("limit".to_owned());
        assert_eq!(failed(&nothing), None);
    }

    #[test]
    fn an_older_version_needs_its_own_record_and_its_own_line() {
        let mut image =
            image(&["f@V0", "f@@V1", "g@V0"], &[("f", true, false), ("g@V0", true, false)]);
        image.functions.get_mut("f@V0").unwrap().superseded = true;
        image.functions.get_mut("f@@V1").unwrap().plain_name = Some("f".to_owned());
        let verdicts = |allowed| guards(std::slice::from_ref(&image), allowed);
        let expected = |old: Guard| {
            [("f@@V1", Guard::Attribute), ("f@V0", old), ("g@V0", Guard::Attribute)]
                .map(|(symbol, guard)| (symbol.to_owned(), guard))
        };
        assert_eq!(verdicts(""), expected(Guard::Unguarded));
        assert_eq!(verdicts("f"), expected(Guard::Unguarded));
        assert_eq!(verdicts("f@V0"), expected(Guard::Allowed { reason: None }));
    }
}
