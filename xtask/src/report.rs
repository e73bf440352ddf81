//! The counts of each target, and the table that the book has of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::ci::Ci;
use crate::platform::{AUDITED, Audited, Platform, RUN, SUITES};

/// The chapter with the table.
const CHAPTER: &str = "docs/platforms.md";
const BEGINS: &str = "<!-- platforms: begins -->\n";
const ENDS: &str = "<!-- platforms: ends -->";

/// The outcome of one test.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    Failed,
    /// The reason.
    Unavailable(String),
}

/// The outcomes of the tests of one executable, by name.
pub(crate) type Outcomes = BTreeMap<String, Outcome>;

/// The results of a step for its target.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Report {
    triple: String,
    how: String,
    /// By the name of the suite. Empty for a target whose libraries were only audited.
    suites: BTreeMap<String, Counts>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Counts {
    passed: usize,
    failed: Vec<String>,
    /// The tests that the target lacks something for, by reason.
    unavailable: BTreeMap<String, Vec<String>>,
}

impl Report {
    pub(crate) fn new(platform: &Platform) -> Self {
        let (triple, how) = (platform.triple.to_owned(), platform.how.to_owned());
        Self { triple, how, suites: BTreeMap::new() }
    }

    /// Returns the report of a target whose libraries were audited.
    pub(crate) fn audited(audited: &Audited) -> Self {
        let (triple, how) = (audited.triple.to_owned(), audited.how.to_owned());
        Self { triple, how, suites: BTreeMap::new() }
    }

    /// Adds the outcomes of an executable to its suite.
    pub(crate) fn add(&mut self, suite: &str, outcomes: Outcomes) {
        let counts = self.suites.entry(suite.to_owned()).or_default();
        for (name, outcome) in outcomes {
            match outcome {
                Outcome::Passed => counts.passed += 1,
                Outcome::Failed => counts.failed.push(name),
                Outcome::Unavailable(why) => {
                    counts.unavailable.entry(why).or_default().push(name);
                }
            }
        }
    }

    pub(crate) fn write(&self, ci: &Ci) -> Result<()> {
        let path = path(ci, &self.triple);
        Ok(ci.sh.write_file(path, serde_json::to_string_pretty(self)?)?)
    }

    pub(crate) fn print(&self) {
        println!("{}: {}", self.triple, self.how);
        for (name, counts) in &self.suites {
            let unavailable: usize = counts.unavailable.values().map(Vec::len).sum();
            println!(
                "  {name:<12} {} passed, {} failed, {unavailable} not available",
                counts.passed,
                counts.failed.len()
            );
        }
    }

    /// Fails if a test failed.
    pub(crate) fn expect_no_failure(&self) -> Result<()> {
        let failed: Vec<_> = self.suites.values().flat_map(|counts| &counts.failed).collect();
        ensure!(failed.is_empty(), "failed for {}: {failed:#?}", self.triple);
        Ok(())
    }

    fn row(&self) -> String {
        let cells =
            columns().map(|name| self.suites.get(name).map_or("–".to_owned(), Counts::cell));
        let cells: Vec<_> = cells.collect();
        format!("| `{}` | {} | {} |\n", self.triple, self.how, cells.join(" | "))
    }

    /// Returns a list of what is not available, or nothing.
    fn unavailable(&self) -> String {
        let reasons =
            columns().filter_map(|name| Some((name, &self.suites.get(name)?.unavailable)));
        let lines: String = reasons
            .flat_map(|(name, reasons)| reasons.iter().map(move |(why, tests)| (name, why, tests)))
            .map(|(name, why, tests)| {
                let tests: Vec<_> = tests.iter().map(|test| format!("`{test}`")).collect();
                format!("* {name}, {}: {why} ({})\n", tests.len(), tests.join(", "))
            })
            .collect();
        if lines.is_empty() { lines } else { format!("\n`{}`:\n\n{lines}", self.triple) }
    }
}

impl Counts {
    /// Returns the number of passed tests, of all if some did not pass.
    fn cell(&self) -> String {
        let others = self.failed.len() + self.unavailable.values().map(Vec::len).sum::<usize>();
        let of = if others == 0 { String::new() } else { format!(" of {}", self.passed + others) };
        if self.passed == 0 && self.failed.is_empty() {
            return "–".to_owned();
        }
        let failed = if self.failed.is_empty() { "" } else { ", **failed**" };
        format!("{}{of}{failed}", self.passed)
    }
}

/// The names of the suites, each once.
fn columns() -> impl Iterator<Item = &'static str> {
    let mut names: Vec<_> = SUITES.iter().map(|suite| suite.name).collect();
    names.dedup();
    names.into_iter()
}

fn path(ci: &Ci, triple: &str) -> PathBuf {
    ci.target().join(format!("platforms/{triple}.json"))
}

/// Writes the table of the book from the reports of all targets. A target without a report is skipped.
pub(crate) fn write_table(ci: &Ci) -> Result<()> {
    let mut reports: Vec<Report> = Vec::new();
    let run = RUN.iter().map(|platform| platform.triple);
    for triple in run.chain(AUDITED.iter().map(|audited| audited.triple)) {
        match fs::read_to_string(path(ci, triple)) {
            Ok(text) => reports.push(serde_json::from_str(&text)?),
            Err(_) => ci.skip(triple, "its step has not run, so the table has no row for it")?,
        }
    }
    let chapter = ci.sh.read_file(CHAPTER)?;
    let (before, rest) = chapter.split_once(BEGINS).context("no start of the table")?;
    let (_, after) = rest.split_once(ENDS).context("no end of the table")?;
    let table = table(&reports);
    Ok(ci.sh.write_file(CHAPTER, format!("{before}{BEGINS}{table}{ENDS}{after}"))?)
}

fn table(reports: &[Report]) -> String {
    let names: Vec<_> = columns().collect();
    let rows: String = reports.iter().map(Report::row).collect();
    let unavailable: String = reports.iter().map(Report::unavailable).collect();
    format!(
        "| target | how it ran | {} |\n|---|---|{}\n{rows}{unavailable}",
        names.join(" | "),
        "---|".repeat(names.len())
    )
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Report, table};

    #[test]
    fn the_table_counts_what_passed_and_lists_what_is_not_available() {
        let mut report =
            Report { triple: "t".to_owned(), how: "x".to_owned(), ..Report::default() };
        let unavailable = Outcome::Unavailable("needs fork".to_owned());
        report.add("runtime", [("a".to_owned(), Outcome::Passed)].into());
        report.add("runtime", [("b".to_owned(), Outcome::Passed)].into());
        report
            .add("demo", [("c".to_owned(), unavailable), ("d".to_owned(), Outcome::Passed)].into());
        let expected = "\
| target | how it ran | runtime | track-frames | callbacks | demo | C suite | hazards |
|---|---|---|---|---|---|---|---|
| `t` | x | 2 | – | – | 1 of 2 | – | – |

`t`:

* demo, 1: needs fork (`c`)
";
        assert_eq!(table(&[report]), expected);
    }
}
