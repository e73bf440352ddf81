//! Paths as seen from the root of the repository: services show a finding at its line only there.

use super::model::{Report, ReportedPlace};
use std::env;
use std::path::{Path, PathBuf};

/// The report, with every path that lies in the repository relative to its root.
///
/// The repository is the nearest folder with a `.git` above what the places are relative to. Without one, nothing
/// changes.
pub(super) fn seen_from(report: &Report) -> Report {
    let mut report = report.clone();
    let Ok(current) = env::current_dir() else { return report };
    let sources = resolved(&current.join(&report.root));
    let repository = sources.ancestors().find(|folder| folder.join(".git").exists());
    let Some(repository) = repository.map(Path::to_owned) else { return report };
    let move_to = |path: &mut PathBuf, base: &Path| {
        if let Ok(inside) = resolved(&base.join(&path)).strip_prefix(&repository) {
            *path = inside.to_owned();
        }
    };
    let notes = report.notes.iter_mut().map(|note| (&mut note.place, note.artifact.as_mut()));
    let exports = report.exports.iter_mut().map(|one| (&mut one.place, one.artifact.as_mut()));
    let mismatches =
        report.mismatches.iter_mut().map(|one| (&mut one.place, Some(&mut one.artifact)));
    for clash in &mut report.clashes {
        move_to(&mut clash.artifact, &current);
    }
    for (place, artifact) in notes.chain(exports).chain(mismatches) {
        if let Some(ReportedPlace { file, .. }) = place {
            move_to(file, &sources);
        }
        if let Some(artifact) = artifact {
            move_to(artifact, &current);
        }
    }
    report
}

/// The path without links, if it exists.
fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Guard, ReportedExport, ReportedKind, Source};
    use std::fs;

    fn file_of(folder: &Path) -> PathBuf {
        let mut report = Report::new(Source::Sources);
        report.root = folder.join("bindings");
        let mut export = ReportedExport::new("f", ReportedKind::Function, Guard::Unguarded);
        let file = PathBuf::from("src/lib.rs");
        export.place = Some(ReportedPlace { file, line: 1, column: 1, bytes: None });
        report.exports.push(export);
        seen_from(&report).exports.remove(0).place.unwrap().file
    }

    #[test]
    fn places_are_those_of_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("bindings/src")).unwrap();
        fs::write(folder.path().join("bindings/src/lib.rs"), "").unwrap();
        assert_eq!(file_of(folder.path()), Path::new("src/lib.rs"), "no repository");
        fs::create_dir(folder.path().join(".git")).unwrap();
        assert_eq!(file_of(folder.path()), Path::new("bindings/src/lib.rs"));
    }
}
