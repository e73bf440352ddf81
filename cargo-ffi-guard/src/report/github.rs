//! Annotations of a GitHub workflow: one command in a line for each problem.

use super::model::{Report, ReportedPlace};
use super::summary::Summary;
use std::io::{self, Write};

/// Writes an error for each problem and a notice for each note.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for export in report.problems() {
        let title = export.rule().id();
        let mut message = export.problem();
        if let Some(artifact) = &export.artifact {
            message = format!("{}: {message}", artifact.display());
        }
        annotate(out, "error", title, export.place.as_ref(), &message)?;
    }
    for mismatch in &report.mismatches {
        let title = mismatch.rule().id();
        annotate(out, "error", title, mismatch.place.as_ref(), &mismatch.problem())?;
    }
    for clash in &report.clashes {
        let level = if clash.is_certain { "error" } else { "notice" };
        let message = format!("{}: {}", clash.artifact.display(), clash.problem());
        annotate(out, level, clash.rule().id(), None, &message)?;
    }
    for note in &report.notes {
        let level = if note.is_error { "error" } else { "notice" };
        annotate(out, level, note.kind.title(), note.place.as_ref(), &note.what)?;
    }
    for what in &report.compared_with_audit {
        annotate(out, "notice", "compared with audit", None, what)?;
    }
    annotate(out, "notice", "ffi-guard", None, &Summary::of(report).to_string())
}

fn annotate(
    out: &mut dyn Write,
    level: &str,
    title: &str,
    place: Option<&ReportedPlace>,
    message: &str,
) -> io::Result<()> {
    write!(out, "::{level} ")?;
    if let Some(ReportedPlace { file, line, column, .. }) = place {
        let file = property(&file.display().to_string());
        write!(out, "file={file},line={line},col={column},")?;
    }
    writeln!(out, "title={}::{}", property(title), data(message))
}

/// The message: the runner ends it at a newline and decodes percent signs.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: it also ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Guard, ReportedExport, ReportedKind, Source};

    #[test]
    fn escapes_what_the_runner_would_obey() {
        let mut report = Report::new(Source::Sources);
        let mut export =
            ReportedExport::new("a\n::error::b%", ReportedKind::Function, Guard::Unguarded);
        export.place =
            Some(ReportedPlace { file: "C:\\a,b%\r\n.rs".into(), line: 3, column: 5, bytes: None });
        report.exports.push(export);
        let mut text = Vec::new();
        write(&report, &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let first = text.lines().next().unwrap();
        let expected = "::error file=C%3A\\a%2Cb%25%0D%0A.rs,line=3,col=5,title=unguarded-export\
                        ::function `a%0A::error::b%25` is not guarded";
        assert!(first.starts_with(expected), "{text}");
        assert_eq!(text.lines().count(), 2, "{text}");
    }
}
