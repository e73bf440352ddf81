//! The types that a signature or a definition uses.

use std::collections::{BTreeMap, BTreeSet};

/// The names that a signature or a definition uses.
#[derive(Clone, Debug, Default)]
pub(in crate::header) struct Uses {
    pub(in crate::header) names: BTreeSet<String>,
    /// Those whose definition C needs.
    pub(in crate::header) by_value: BTreeSet<String>,
    /// Types that are not of this crate: as they are shown, and their name in C.
    pub(in crate::header) external: BTreeMap<String, ExternalUse>,
}

/// A type of another crate, or one that a macro makes.
#[derive(Clone, Debug)]
pub(in crate::header) struct ExternalUse {
    pub(in crate::header) name: String,
    pub(in crate::header) by_value: bool,
}

impl Uses {
    pub(in crate::header) fn extend(&mut self, other: Self) {
        self.names.extend(other.names);
        self.by_value.extend(other.by_value);
        for (shown, external) in other.external {
            let known = self.external.entry(shown).or_insert_with(|| external.clone());
            known.by_value |= external.by_value;
        }
    }
}
