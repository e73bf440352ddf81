//! A section of the report.

use serde::{Deserialize, Serialize};

use crate::chart::Chart;
use crate::machine;
use crate::table::Table;

/// The results of one measurement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Section {
    /// The name for `--only`.
    pub(crate) name: String,
    pub(crate) title: String,
    /// The date in UTC, and the load of the machine.
    pub(crate) taken: String,
    /// Paragraphs about the measurement and the tables.
    pub(crate) text: Vec<String>,
    pub(crate) tables: Vec<Table>,
    pub(crate) charts: Vec<Chart>,
    pub(crate) promises: Vec<Promise>,
}

/// A goal of this project, and the measured value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Promise {
    pub(crate) what: String,
    pub(crate) measured: String,
    pub(crate) held: bool,
}

impl Section {
    /// A section that says nothing yet.
    pub(crate) fn new(name: &str, title: &str) -> Self {
        Self {
            name: name.to_owned(),
            title: title.to_owned(),
            taken: format!("{}, load {:.1}", machine::today(), machine::load()),
            text: Vec::new(),
            tables: Vec::new(),
            charts: Vec::new(),
            promises: Vec::new(),
        }
    }

    /// Adds a paragraph.
    pub(crate) fn say(&mut self, paragraph: impl Into<String>) {
        self.text.push(paragraph.into());
    }

    /// Adds a goal with the measured value.
    pub(crate) fn promise(&mut self, what: &str, measured: String, held: bool) {
        self.promises.push(Promise { what: what.to_owned(), measured, held });
    }
}
