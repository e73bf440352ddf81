//! How many exports there are of each sort.

use super::model::{Guard, Report};
use serde::Serialize;
use std::fmt;

/// The counts of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Summary {
    pub(super) exports: usize,
    pub(super) guarded: usize,
    pub(super) allowed: usize,
    pub(super) panic_abort: usize,
    pub(super) unguarded: usize,
    pub(super) mismatches: usize,
}

impl Summary {
    pub(super) fn of(report: &Report) -> Self {
        let mut summary = Self {
            exports: report.exports.len(),
            mismatches: report.mismatches.len(),
            ..Self::default()
        };
        for export in &report.exports {
            *match export.guard {
                Guard::Attribute | Guard::Idiom { .. } => &mut summary.guarded,
                Guard::Allowed { .. } => &mut summary.allowed,
                Guard::PanicAbort => &mut summary.panic_abort,
                Guard::Unguarded => &mut summary.unguarded,
            } += 1;
        }
        summary
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.exports == 1 { "" } else { "s" };
        write!(f, "{} export{plural}: {} guarded", self.exports, self.guarded)?;
        let others = [
            (self.allowed, "allowed"),
            (self.panic_abort, "with panic = \"abort\""),
            (self.unguarded, "not guarded"),
        ];
        for (count, what) in others.iter().filter(|(count, _)| *count > 0) {
            write!(f, ", {count} {what}")?;
        }
        if self.mismatches > 0 {
            write!(f, "; {} in disagreement with the header", self.mismatches)?;
        }
        Ok(())
    }
}
