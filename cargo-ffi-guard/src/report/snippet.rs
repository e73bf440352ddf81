//! A place in a source file, shown as rustc shows it.

use super::model::{ReportedExport, ReportedPlace};
use super::text::printable;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fs;
use std::path::Path;

/// The lines of the source around a problem, or `None` where the file or its bytes cannot be read any more.
pub(super) fn render(root: &Path, export: &ReportedExport) -> Option<String> {
    let ReportedPlace { file, bytes, .. } = export.place.as_ref()?;
    let bytes = bytes.clone()?;
    let source = fs::read_to_string(root.join(file)).ok()?;
    source.get(bytes.clone())?;
    let path = file.display().to_string();
    let (title, path) = (export.problem(), printable(&path));
    let snippet = Snippet::source(source.as_str())
        .path(path.as_ref())
        .annotation(AnnotationKind::Primary.span(bytes));
    let report = [Level::ERROR.primary_title(title.as_str()).element(snippet)];
    Some(Renderer::styled().render(&report))
}
