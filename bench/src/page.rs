//! The report.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::machine;
use crate::plan::{Plan, SECTIONS};
use crate::reasons;
use crate::section::Section;
use crate::subject::{ALL, Kind, Panics};
use crate::table::{Cell, Table};

const FILE: &str = "benchmarks.md";
/// The directory of the charts, in the directory of the page.
const CHARTS: &str = "benchmarks";

/// Writes the page and its charts, and returns the path of the page.
///
/// # Errors
///
/// Returns an error if a file cannot be drawn or written.
pub(crate) fn write(folder: &Path, sections: &[Section], plan: &Plan) -> Result<PathBuf, String> {
    let (charts, path) = (folder.join(CHARTS), folder.join(FILE));
    fs::create_dir_all(&charts)
        .map_err(|error| format!("cannot make {}: {error}", charts.display()))?;
    for chart in sections.iter().flat_map(|section| &section.charts) {
        chart.save(&charts)?;
    }
    fs::write(&path, text(sections, plan))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    Ok(path)
}

/// Formats a section for a terminal.
pub(crate) fn tables(section: &Section) -> String {
    let mut text = format!("== {} ({}) ==\n", section.title, section.taken);
    for table in &section.tables {
        let _ = write!(text, "\n{}\n\n{}", table.title, table.markdown());
        text += &marks(section, table);
    }
    for promise in &section.promises {
        let verdict = if promise.held { "met" } else { "NOT MET" };
        let _ = write!(text, "\n{verdict}: {}: {}", promise.what, promise.measured);
    }
    text + "\n"
}

fn text(sections: &[Section], plan: &Plan) -> String {
    let mut text = head(plan);
    text += &promises(sections);
    text += &subjects();
    for section in sections {
        let _ = write!(text, "\n## {}\n", section.title);
        for paragraph in &section.text {
            let _ = write!(text, "\n{paragraph}\n");
        }
        for table in &section.tables {
            let _ = write!(text, "\n**{}**\n\n{}", table.title, table.markdown());
            text += &marks(section, table);
        }
        for chart in &section.charts {
            let _ = write!(text, "\n![{}]({CHARTS}/{}.svg)\n", chart.title, chart.name);
        }
    }
    text + &missing(sections) + &measured(sections)
}

fn head(plan: &Plan) -> String {
    let quick = if plan.is_quick() { " --quick" } else { "" };
    format!(
        "# Benchmarks\n\nThis chapter compares ffi-guard with other libraries: instructions, times, sizes, memory and build \
         times. [Costs](costs.md) has the figures of ffi-guard alone. All figures of a section are from one run of\n\n```sh\n\
         cargo run --release -p ffi-guard-bench{}{quick}\n```\n\nA ▲ marks a cell with a better value than ffi-guard's C \
         form; the reason is below the table. Compare times within a section, not between two runs.\n",
        if quick.is_empty() { "" } else { " --" }
    )
}

fn promises(sections: &[Section]) -> String {
    let mut table = Table::new("", &["goal", "measured", ""]);
    for promise in sections.iter().flat_map(|section| &section.promises) {
        let verdict = if promise.held { "met" } else { "not met" };
        table.row(&*promise.what, vec![Cell::new(&*promise.measured), Cell::new(verdict)]);
    }
    format!("\n## Summary\n\n{}", table.markdown())
}

fn subjects() -> String {
    let mut table = Table::new("", &["", "a panic", "C gets", "not measured"]);
    for subject in &ALL {
        let panic = match (subject.panics, subject.kind) {
            (Panics::Caught, _) => "is caught",
            (Panics::Abort, Kind::Bare) => "aborts, by rustc",
            (Panics::Abort, _) => "aborts",
        };
        table.row(subject.label, [panic, subject.report, subject.left_out].map(Cell::new).to_vec());
    }
    format!("\n## The libraries\n\n{}", table.markdown())
}

/// Lists the reasons for the marks of a table.
fn marks(section: &Section, table: &Table) -> String {
    if !table.has_marks() {
        return String::new();
    }
    let mut reasons: Vec<(String, Vec<&str>)> = Vec::new();
    for row in &table.rows {
        let columns = table.columns.iter().skip(1);
        for (_, column) in row.cells.iter().zip(columns).filter(|(cell, _)| cell.ahead) {
            let why = reasons::of(&section.name, &table.title, &row.label, column)
                .unwrap_or("no reason has been written down");
            let line = format!("{}: {why}", row.label);
            match reasons.iter_mut().find(|(known, _)| *known == line) {
                Some((_, columns)) => columns.push(column),
                None => reasons.push((line, vec![column])),
            }
        }
    }
    let lines =
        reasons.iter().map(|(line, columns)| format!("\n- ▲ {line} ({})", columns.join(", ")));
    lines.collect::<String>() + "\n"
}

fn missing(sections: &[Section]) -> String {
    let absent =
        SECTIONS.iter().filter(|entry| sections.iter().all(|section| section.name != entry.name));
    absent.map(|entry| format!("\n## Not measured: {}\n", entry.what)).collect()
}

fn measured(sections: &[Section]) -> String {
    let mut table = Table::new("", &["", ""]);
    for (what, which) in machine::describe() {
        table.row(what, vec![Cell::new(which)]);
    }
    for section in sections {
        table.row(section.title.clone(), vec![Cell::new(section.taken.clone())]);
    }
    format!("\n## Machine and dates\n\n{}", table.markdown())
}

#[cfg(test)]
mod tests {
    use super::{FILE, tables, text, write};
    use crate::plan::Plan;
    use crate::section::Section;
    use crate::table::{Cell, Table};

    fn section() -> Section {
        let mut section = Section::new("instructions", "Instructions");
        let mut table = Table::new("Called by: x", &["", "add", "`Result`"]);
        let ahead = |text: &str| Cell { text: text.to_owned(), ahead: true };
        table.row("ffi-support 0.4.4", vec![Cell::new("8"), ahead("-4")]);
        table.row("another", vec![ahead("-1"), ahead("-1")]);
        section.tables.push(table);
        section.promise("free", "it is not".to_owned(), false);
        section
    }

    #[test]
    fn each_mark_has_its_reason_below_the_table() {
        let text = text(&[section()], &Plan::new(false));
        assert!(text.contains("\n- ▲ ffi-support 0.4.4: it returns the value, and"), "{text}");
        assert!(
            text.contains("\n- ▲ another: no reason has been written down (add, `Result`)"),
            "{text}"
        );
    }

    #[test]
    fn a_goal_that_is_not_met_is_shown() {
        assert!(text(&[section()], &Plan::new(false)).contains("| it is not | not met |"));
        assert!(tables(&section()).contains("NOT MET: free: it is not"));
    }

    #[test]
    fn sections_that_were_not_measured_are_listed() {
        let text = text(&[section()], &Plan::new(false));
        assert!(text.contains("## Not measured: bytes of an export"), "{text}");
        assert!(!text.contains("## Not measured: instructions"), "{text}");
    }

    #[test]
    fn the_charts_are_in_the_directory_of_the_page() {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), &[section()], &Plan::new(true)).unwrap();
        assert_eq!(path, folder.path().join(FILE));
        assert!(folder.path().join("benchmarks").is_dir());
    }
}
