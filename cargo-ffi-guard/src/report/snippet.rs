//! A place in a source file, shown as rustc shows it.

use super::excerpt::SourceFiles;
use super::model::ReportedExport;
use super::text::printable;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::path::Path;

/// Renders the lines around a problem, or `None` if the file or its bytes cannot be read any more.
pub(super) fn render(
    root: &Path,
    export: &ReportedExport,
    files: &mut SourceFiles,
) -> Option<String> {
    let place = export.place.as_ref()?;
    let excerpt = files.excerpt(&root.join(&place.file), place.bytes.clone()?)?;
    let path = place.file.display().to_string();
    let (title, path) = (export.problem(), printable(&path));
    let snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .annotation(AnnotationKind::Primary.span(excerpt.marked));
    let title = Level::ERROR.primary_title(title.as_str());
    let report = if excerpt.is_cut {
        // The column in the file is not the one in the excerpt.
        title
            .element(Origin::path(path).line(place.line).char_column(place.column))
            .element(snippet)
    } else {
        title.element(snippet.path(path))
    };
    Some(Renderer::styled().render(&[report]))
}
