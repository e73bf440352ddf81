//! The crate's functions that share a name with a guard, a quiet function or a constructor.

use super::known::{Form, KNOWN, Known};
use super::quiet;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

/// The functions, and whether every one of the name puts its whole body into a `catch_unwind`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Functions(BTreeMap<String, bool>);

impl Functions {
    /// Adds a function. `is_guard` says whether it puts its whole body into a `catch_unwind`.
    pub(super) fn insert(&mut self, name: String, is_guard: bool) {
        *self.0.entry(name).or_insert(true) &= is_guard;
    }

    /// Adds the functions of another part of the crate.
    pub(crate) fn merge(&mut self, other: &Self) {
        for (name, guards) in &other.0 {
            *self.0.entry(name.clone()).or_insert(true) &= guards;
        }
    }

    /// The names about which the two differ.
    pub(crate) fn differences(&self, other: &Self) -> Vec<String> {
        let names = self.0.keys().chain(other.0.keys());
        let differs = |name: &&String| self.0.get(*name) != other.0.get(*name);
        names.filter(differs).cloned().collect()
    }

    /// Whether the crate's functions of this name guard. `None` if it has none.
    pub(super) fn guards(&self, name: &str) -> Option<bool> {
        self.0.get(name).copied()
    }
}

/// Whether a function of the crate under this name changes what the judge says of a call.
pub(crate) fn means_something(name: &str) -> bool {
    static KNOWN_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let called = |known: &&Known| matches!(known.form, Form::Function | Form::Method);
        let last = |known: &Known| known.name.rsplit("::").next();
        KNOWN.iter().filter(called).filter_map(last).chain(["catch_unwind"]).collect()
    });
    quiet::is_constructor(name) || quiet::is_function_name(name) || KNOWN_NAMES.contains(name)
}
