//! The findings of a command, and their output formats.

mod excerpt;
mod github;
mod json;
mod model;
mod repository;
mod sarif;
mod snippet;
mod summary;
mod table;
mod text;

pub use json::SCHEMA_VERSION;
pub use model::{
    Clash, ClashesWith, Disagreement, Guard, Mismatch, Note, NoteKind, Report, ReportedExport,
    ReportedKind, ReportedPlace, Source, UnguardedReason,
};
pub use text::printable;

use clap::ValueEnum;
use std::io::{self, Write};

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: a table, the places of what is not guarded, and a summary.
    #[default]
    Table,
    /// One JSON object; its form is in the README of `cargo-ffi-guard`.
    Json,
    /// SARIF 2.1.0, for services that show findings at their lines.
    Sarif,
    /// Annotations of a GitHub workflow.
    Github,
}

/// The standard output, without colours if it is not a terminal or `NO_COLOR` is set.
#[must_use]
pub fn stdout() -> anstream::AutoStream<io::Stdout> {
    anstream::stdout()
}

/// Writes a report in a format.
///
/// # Errors
///
/// What `out` reports.
///
/// ```
/// use cargo_ffi_guard::report::{self, ReportedExport, Format, Guard, ReportedKind, Report, Source};
///
/// let mut report = Report::new(Source::Artifacts);
/// report.exports.push(ReportedExport::new("shape_area", ReportedKind::Function, Guard::Unguarded));
/// let mut text = Vec::new();
/// report::write(&report, Format::Github, &mut text)?;
/// assert!(text.starts_with(b"::error title="));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn write(report: &Report, format: Format, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Table => table::write(report, out),
        Format::Json => json::write(report, out),
        Format::Sarif => sarif::write(&repository::seen_from(report), out),
        Format::Github => github::write(&repository::seen_from(report), out),
    }?;
    out.flush()
}
