//! The sections of the benchmark, and how much of them is measured.

use std::path::PathBuf;

use ffi_guard_test_support::paths;

use crate::measure;
use crate::section::Section;

/// The extent of the measurement.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    quick: bool,
}

/// A section of the report.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The name for `--only`.
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    measure: fn(&Plan) -> Result<Section, String>,
}

/// In the order of the report.
pub(crate) const SECTIONS: [Entry; 10] = [
    Entry {
        name: "instructions",
        what: "instructions of a call without a panic",
        measure: measure::instructions::measure,
    },
    Entry {
        name: "calls",
        what: "time of a call without a panic",
        measure: measure::calls::measure,
    },
    Entry {
        name: "failures",
        what: "time of a call that panics",
        measure: measure::failures::measure,
    },
    Entry {
        name: "bombs",
        what: "payloads whose destructor panics",
        measure: measure::bombs::measure,
    },
    Entry {
        name: "threads",
        what: "calls a second of many threads",
        measure: measure::threads::measure,
    },
    Entry {
        name: "soak",
        what: "leaks, crashes and memory over many panics",
        measure: measure::soak::measure,
    },
    Entry { name: "bytes", what: "bytes of an export", measure: measure::bytes::measure },
    Entry { name: "cold", what: "cold builds of the dependency", measure: measure::cold::measure },
    Entry {
        name: "exports",
        what: "compile time of 1,000 exports, and its growth",
        measure: measure::exports::measure,
    },
    Entry {
        name: "describe",
        what: "compile time and bytes of the descriptions of the ABI",
        measure: measure::describe::measure,
    },
];

impl Entry {
    /// Measures the section.
    ///
    /// # Errors
    ///
    /// Returns an error if a program cannot be built or run.
    pub(crate) fn run(&self, plan: &Plan) -> Result<Section, String> {
        (self.measure)(plan).map_err(|error| format!("{}: {error}", self.name))
    }
}

impl Plan {
    /// Plans to measure everything, or less if `quick`.
    pub(crate) fn new(quick: bool) -> Self {
        Self { quick }
    }

    pub(crate) fn is_quick(&self) -> bool {
        self.quick
    }

    /// Returns the first value if everything is measured, or else the second.
    pub(crate) fn either<T>(&self, full: T, quick: T) -> T {
        if self.quick { quick } else { full }
    }

    /// The directory of the results of earlier runs.
    pub(crate) fn results(&self) -> PathBuf {
        base().join(self.either("results", "results-quick"))
    }

    /// The default directory of the report.
    pub(crate) fn folder(&self) -> PathBuf {
        self.either(paths::workspace().join("docs"), base().join("quick"))
    }
}

/// The directory of everything that is built for the benchmark.
pub(crate) fn base() -> PathBuf {
    paths::target().join("bench")
}

/// Returns the sections with these names, or all sections if there are none.
///
/// # Errors
///
/// Returns an error that names an unknown section.
pub(crate) fn choose(names: &[String]) -> Result<Vec<&'static Entry>, String> {
    if names.is_empty() {
        return Ok(SECTIONS.iter().collect());
    }
    let known = || SECTIONS.map(|section| section.name).join(", ");
    if let Some(name) = names.iter().find(|name| !SECTIONS.iter().any(|s| s.name == **name)) {
        return Err(format!("no section is named `{name}`; there are {}", known()));
    }
    Ok(SECTIONS.iter().filter(|section| names.iter().any(|name| name == section.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::{SECTIONS, choose};

    #[test]
    fn sections_are_chosen_by_name_in_the_order_of_the_report() {
        let names = ["soak".to_owned(), "calls".to_owned()];
        let chosen: Vec<_> = choose(&names).unwrap().iter().map(|section| section.name).collect();
        assert_eq!(chosen, ["calls", "soak"]);
        assert_eq!(choose(&[]).unwrap().len(), SECTIONS.len());
    }

    #[test]
    fn an_unknown_name_is_refused_with_the_known_ones() {
        let error = choose(&["byte".to_owned()]).unwrap_err();
        assert!(error.contains("`byte`") && error.contains("bytes"), "{error}");
    }
}
