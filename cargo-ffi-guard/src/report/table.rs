//! The report for people.

use super::excerpt::SourceFiles;
use super::model::{Guard, Report, ReportedExport, Source};
use super::snippet;
use super::summary::Summary;
use super::text::printable;
use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// How many places in the sources are shown; the table names them all.
const MAX_SNIPPETS: usize = 20;

const GOOD: Style = AnsiColor::Green.on_default();
const ALLOWED: Style = AnsiColor::Yellow.on_default();
const BAD: Style = AnsiColor::Red.on_default().bold();
const HEAD: Style = Style::new().bold();

/// Writes the table, the places of the problems, the notes and the summary.
pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    rows(report, out)?;
    snippets(report, out)?;
    for mismatch in &report.mismatches {
        let place = mismatch.place.as_ref();
        let place = place.map(|place| format!(" ({}:{})", place.file.display(), place.line));
        let text = mismatch.problem() + &place.unwrap_or_default();
        writeln!(out, "{BAD}header{BAD:#}: {}", printable(&text))?;
    }
    for clash in &report.clashes {
        let (style, level) = if clash.is_certain { (BAD, "clash") } else { (HEAD, "note") };
        let artifact = clash.artifact.display().to_string();
        let (artifact, problem) = (printable(&artifact), clash.problem());
        writeln!(out, "{style}{level}{style:#}: {artifact}: {}", printable(&problem))?;
    }
    for note in &report.notes {
        let place = note.place.as_ref().map(|p| format!("{}:{}: ", p.file.display(), p.line));
        let artifact = note.artifact.as_ref().map(|path| format!("{}: ", path.display()));
        let place = place.or(artifact).unwrap_or_default();
        let (style, level) = if note.is_error { (BAD, "error") } else { (HEAD, "note") };
        writeln!(out, "{style}{level}{style:#}: {}{}", printable(&place), printable(&note.what))?;
    }
    for what in &report.compared_with_audit {
        writeln!(out, "{HEAD}compared with audit{HEAD:#}: {}", printable(what))?;
    }
    let style = if report.is_clean() { GOOD } else { BAD };
    writeln!(out, "{style}{}{style:#}", Summary::of(report))
}

fn snippets(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut files = SourceFiles::default();
    let mut placed = report.problems().filter(|export| export.place.is_some());
    for export in placed.by_ref().take(MAX_SNIPPETS) {
        if let Some(snippet) = snippet::render(&report.root, export, &mut files) {
            writeln!(out, "{snippet}\n")?;
        }
    }
    match placed.count() {
        0 => Ok(()),
        more => writeln!(out, "... and {more} more\n"),
    }
}

fn rows(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let listed = |export: &&ReportedExport| report.lists_accepted || !export.guard.is_accepted();
    let listed: Vec<&ReportedExport> = report.exports.iter().filter(listed).collect();
    let cells: Vec<[String; 4]> = listed.iter().map(|export| cells(export)).collect();
    let last = match report.source {
        Source::Sources => "where",
        Source::Artifacts => "from",
    };
    let head = ["symbol", "kind", "guard", last].map(str::to_owned);
    let mut widths = [0; 4];
    for row in cells.iter().chain([&head]).filter(|_| !cells.is_empty()) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut artifact = None;
    for (at, (row, export)) in cells.iter().zip(&listed).enumerate() {
        if at == 0 || artifact != export.artifact.as_ref() {
            artifact = export.artifact.as_ref();
            if let Some(path) = artifact {
                writeln!(out, "{}", printable(&path.display().to_string()))?;
            }
            line(out, &head, &widths, HEAD, HEAD)?;
        }
        line(out, row, &widths, Style::new(), style(&export.guard))?;
        if let Some(finding) = &export.finding {
            writeln!(out, "    finding: {}", printable(finding))?;
        }
    }
    if cells.is_empty() { Ok(()) } else { writeln!(out) }
}

fn line(
    out: &mut dyn Write,
    row: &[String; 4],
    widths: &[usize; 4],
    plain: Style,
    verdict: Style,
) -> io::Result<()> {
    for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
        let style = if column == 2 { verdict } else { plain };
        let pad = if column == 3 { 0 } else { width - cell.chars().count() + 2 };
        write!(out, "{style}{cell}{style:#}{:pad$}", "")?;
    }
    writeln!(out)
}

fn style(guard: &Guard) -> Style {
    match guard {
        Guard::Attribute | Guard::Idiom { .. } => GOOD,
        Guard::Allowed { .. } => ALLOWED,
        Guard::PanicAbort | Guard::Unguarded => BAD,
    }
}

fn cells(export: &ReportedExport) -> [String; 4] {
    let place =
        export.place.as_ref().map(|p| format!("{}:{}:{}", p.file.display(), p.line, p.column));
    let last = match (export.origin.clone(), place) {
        (Some(origin), Some(place)) => format!("{origin}, {place}"),
        (origin, place) => place.or(origin).unwrap_or_else(|| "unknown".to_owned()),
    };
    [&export.symbol, export.kind.word(), &export.verdict(), &last]
        .map(|cell| printable(cell).into_owned())
}
