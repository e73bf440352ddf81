//! How many exports there are of each sort.

use super::model::{Guard, Report, ReportedExport};
use crate::cfg::exclude_each_other;
use serde::Serialize;
use std::collections::HashMap;
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
    /// The clashes that are certain.
    pub(super) clashes: usize,
}

impl Summary {
    pub(super) fn of(report: &Report) -> Self {
        let mut summary = Self {
            mismatches: report.mismatches.len(),
            clashes: report.clashes.iter().filter(|clash| clash.is_certain).count(),
            ..Self::default()
        };
        for guard in counted(&report.exports) {
            summary.exports += 1;
            *match guard {
                Guard::Attribute | Guard::Idiom { .. } => &mut summary.guarded,
                Guard::Allowed { .. } => &mut summary.allowed,
                Guard::PanicAbort => &mut summary.panic_abort,
                Guard::Unguarded => &mut summary.unguarded,
            } += 1;
        }
        summary
    }
}

/// The guard of each export. Definitions of one symbol that exclude each other count once, with the worst of their
/// guards.
fn counted(exports: &[ReportedExport]) -> Vec<&Guard> {
    let mut by_symbol: HashMap<_, Vec<&ReportedExport>> = HashMap::new();
    let mut guards = Vec::new();
    for export in exports {
        if export.cfg.is_empty() {
            guards.push(&export.guard);
        } else {
            let key = (&export.symbol, export.kind, &export.origin, &export.artifact);
            by_symbol.entry(key).or_default().push(export);
        }
    }
    for same in by_symbol.into_values() {
        let mut sets: Vec<Vec<&ReportedExport>> = Vec::new();
        for export in same {
            let excludes = |set: &&mut Vec<&ReportedExport>| {
                set.iter().all(|other| exclude_each_other(&export.cfg, &other.cfg))
            };
            match sets.iter_mut().find(excludes) {
                Some(set) => set.push(export),
                None => sets.push(vec![export]),
            }
        }
        guards.extend(sets.iter().filter_map(|set| worst(set)));
    }
    guards
}

fn worst<'e>(exports: &[&'e ReportedExport]) -> Option<&'e Guard> {
    exports.iter().map(|export| &export.guard).max_by_key(|guard| match guard {
        Guard::Attribute | Guard::Idiom { .. } => 0,
        Guard::Allowed { .. } => 1,
        Guard::PanicAbort => 2,
        Guard::Unguarded => 3,
    })
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
        if self.clashes > 0 {
            let plural = if self.clashes == 1 { "" } else { "es" };
            write!(f, "; {} certain clash{plural}", self.clashes)?;
        }
        Ok(())
    }
}
