//! The report as one JSON object.

use super::model::{Clash, Mismatch, Note, Report, ReportedExport, Source};
use super::summary::Summary;
use serde::Serialize;
use std::io::{self, Write};

/// The version of the form: it grows when a reader of the older form could misunderstand the newer one.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema: u32,
    source: Source,
    clean: bool,
    summary: Summary,
    exports: &'a [ReportedExport],
    mismatches: &'a [Mismatch],
    clashes: &'a [Clash],
    notes: &'a [Note],
    compared_with_audit: &'a [String],
}

/// Writes the object and a newline.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        schema: SCHEMA_VERSION,
        source: report.source,
        clean: report.is_clean(),
        summary: Summary::of(report),
        exports: &report.exports,
        mismatches: &report.mismatches,
        clashes: &report.clashes,
        notes: &report.notes,
        compared_with_audit: &report.compared_with_audit,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
