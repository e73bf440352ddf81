//! The experiments, each of which makes one block of the chapter.

use crate::subject::Subjects;
use crate::{calls, frames, latency, shim};

/// One experiment.
pub(crate) struct Experiment {
    pub(crate) kind: Kind,
    /// Its name in the chapter's markers.
    pub(crate) name: &'static str,
    /// Runs it and says in Markdown what it showed.
    pub(crate) run: fn(&Subjects) -> String,
}

/// What a result depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// On the code and the compiler alone: the chapter must show it.
    Observed,
    /// On the machine too.
    Measured,
}

impl Kind {
    /// The word in the chapter's markers.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Measured => "measured",
        }
    }
}

const fn observed(name: &'static str, run: fn(&Subjects) -> String) -> Experiment {
    Experiment { kind: Kind::Observed, name, run }
}

const fn measured(name: &'static str, run: fn(&Subjects) -> String) -> Experiment {
    Experiment { kind: Kind::Measured, name, run }
}

/// In the order of the chapter.
pub(crate) static ALL: [Experiment; 8] = [
    observed("Rust outermost", frames::rust_outermost),
    observed("C outermost", frames::c_outermost),
    observed("C++ outermost", frames::cpp_outermost),
    observed("placement", frames::placement),
    observed("shim", shim::facts),
    measured("listing", shim::listing),
    observed("calls", calls::run),
    measured("latency", latency::run),
];
