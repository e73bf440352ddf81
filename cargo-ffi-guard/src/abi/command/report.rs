//! The report of a comparison, as text and as JSON.

use crate::abi::compare::Compared;
use crate::abi::compare::{Change, Class, Step};
use cargo_metadata::semver::Version;
use serde::Serialize;
use std::fmt::Write;

/// A report.
#[derive(Serialize)]
pub(super) struct Report {
    /// `None` if nothing changed.
    class: Option<Class>,
    changes: Vec<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Step>,
    /// The parts of the ABI that were not compared.
    not_compared: Vec<String>,
    /// The outcome in one line.
    outcome: String,
}

impl Report {
    pub(super) fn new(
        compared: Compared,
        version: Option<&Version>,
        not_compared: Vec<String>,
        outcome: String,
    ) -> Self {
        let class = compared.class();
        let step = class.map(|class| Step::of(class, version));
        Self { class, changes: compared.changes, step, not_compared, outcome }
    }

    /// Returns the report for people.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let _ = writeln!(text, "{change}");
        }
        if let Some(step) = &self.step {
            let _ = writeln!(text, "{step}");
        }
        for note in &self.not_compared {
            let _ = writeln!(text, "note: {note}");
        }
        let _ = writeln!(text, "{}", self.outcome);
        text
    }

    /// Returns the report for programs.
    pub(super) fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }
}
