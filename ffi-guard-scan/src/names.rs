//! The names under which a guard may stand on an item.

use super::report::Guard;

/// The guards' own names, and the aliases that `use .. as ..` gives them in the scanned crate.
pub(super) struct GuardNames {
    names: Vec<(String, Guard)>,
}

impl Default for GuardNames {
    fn default() -> Self {
        let names = [("ffi_export", Guard::FfiExport), ("unguarded", Guard::Unguarded)];
        let names = names.map(|(name, guard)| (name.to_owned(), guard)).to_vec();
        Self { names }
    }
}

impl GuardNames {
    /// The guard that goes by this name.
    pub(super) fn guard(&self, name: &str) -> Guard {
        let found = self.names.iter().find(|(known, _)| known == name);
        found.map_or(Guard::None, |(_, guard)| *guard)
    }

    /// Every name, for the search that decides whether a file is worth lexing.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// Adds aliases; false if all of them were known.
    pub(super) fn extend(&mut self, aliases: Vec<(String, Guard)>) -> bool {
        let before = self.names.len();
        for (name, guard) in aliases {
            if self.guard(&name) == Guard::None {
                self.names.push((name, guard));
            }
        }
        self.names.len() > before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alias_is_added_once() {
        let mut names = GuardNames::default();
        assert_eq!(names.guard("unguarded"), Guard::Unguarded);
        assert_eq!(names.guard("export"), Guard::None);
        assert!(names.extend(vec![("export".to_owned(), Guard::FfiExport)]));
        assert!(!names.extend(vec![("export".to_owned(), Guard::FfiExport)]));
        assert_eq!(names.guard("export"), Guard::FfiExport);
        assert_eq!(names.all().count(), 3);
    }
}
