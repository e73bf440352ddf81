//! The facts that one file of a crate gives the others: macros, imported guards, functions under known names.

use super::body::Functions;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// The facts about a crate as a whole.
#[derive(Default)]
pub(crate) struct CrateFacts {
    /// The names that guards are imported under.
    pub(super) guard_names: BTreeMap<String, GuardAttribute>,
    pub(super) macros: BTreeSet<MacroSource>,
    /// The other names that macros of the crate are imported under, each with the macro's own name.
    pub(super) macro_aliases: BTreeSet<(String, String)>,
    /// Functions under names that mean something to the judge of bodies.
    pub(super) functions: Functions,
    /// The names that were learned, in this order.
    learned: Vec<String>,
}

/// An attribute of this project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum GuardAttribute {
    FfiExport,
    Unguarded,
}

/// The text of a macro's definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct MacroSource {
    pub(super) name: String,
    pub(super) file: PathBuf,
    /// The byte of the file at which the text begins.
    pub(super) at: usize,
    /// Whether the file has the text as it is, so that no macro makes it.
    pub(super) in_file: bool,
    pub(super) text: String,
    /// Its predicates.
    pub(super) cfg: Vec<String>,
    /// The macros that it calls.
    pub(super) calls: BTreeSet<String>,
    /// Whether its rules have an attribute that another crate may define.
    pub(super) has_foreign_attribute: bool,
}

impl CrateFacts {
    pub(super) fn new() -> Self {
        let names =
            [("ffi_export", GuardAttribute::FfiExport), ("unguarded", GuardAttribute::Unguarded)];
        let guard_names = names.map(|(name, guard)| (name.to_owned(), guard)).into();
        Self { guard_names, ..Self::default() }
    }

    /// How much was learned so far.
    pub(super) fn version(&self) -> usize {
        self.learned.len()
    }

    /// Whether something was learned since about one of the names.
    pub(super) fn changed_since(&self, version: usize, names: &HashSet<String>) -> bool {
        self.learned.iter().skip(version).any(|name| names.contains(name))
    }

    pub(super) fn learn_alias(&mut self, alias: &str, guard: GuardAttribute) {
        if !self.guard_names.contains_key(alias) {
            self.guard_names.insert(alias.to_owned(), guard);
            self.learned.push(alias.to_owned());
        }
    }

    pub(super) fn learn_macro_alias(&mut self, alias: &(String, String)) {
        if self.macro_aliases.insert(alias.clone()) {
            self.learned.push(alias.0.clone());
        }
    }

    pub(super) fn learn_macro(&mut self, definition: &MacroSource) {
        if !self.macros.contains(definition) {
            self.macros.insert(definition.clone());
            self.learned.push(definition.name.clone());
        }
    }

    /// Takes the functions of all files that were read.
    pub(super) fn learn_functions(&mut self, functions: Functions) {
        self.learned.extend(self.functions.differences(&functions));
        self.functions = functions;
    }

    /// Returns the macros whose definition matters, and those that call one of them.
    pub(super) fn macros_that(&self, matters: impl Fn(&MacroSource) -> bool) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut callers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut waiting = Vec::new();
        for (alias, name) in &self.macro_aliases {
            callers.entry(name).or_default().push(alias);
        }
        for definition in &self.macros {
            for called in &definition.calls {
                callers.entry(called).or_default().push(&definition.name);
            }
            if matters(definition) {
                waiting.push(definition.name.as_str());
            }
        }
        while let Some(name) = waiting.pop() {
            if found.insert(name) {
                waiting.extend(callers.get(name).into_iter().flatten());
            }
        }
        found
    }
}

impl MacroSource {
    /// The definitions that a call at this place may mean: the last one before it in its own file, as textual scope has
    /// it, else all of the name.
    pub(super) fn candidates<'d, T: AsRef<Self>>(
        all: &'d [T],
        file: &Path,
        at: Option<usize>,
    ) -> Vec<&'d T> {
        let before = |source: &&T| {
            let source: &Self = (*source).as_ref();
            source.file == file && at.is_some_and(|at| source.at < at)
        };
        let last = all.iter().filter(before).max_by_key(|source| source.as_ref().at);
        match last {
            // Definitions under different predicates may replace each other.
            Some(definition) if definition.as_ref().cfg.is_empty() => vec![definition],
            _ => all.iter().collect(),
        }
    }
}

/// The names of the macros that the tokens call.
pub(super) fn called_macros(tokens: TokenStream) -> BTreeSet<String> {
    let mut called = BTreeSet::new();
    let mut waiting = vec![tokens];
    while let Some(tokens) = waiting.pop() {
        let mut before: Option<String> = None;
        for tree in tokens {
            before = match tree {
                TokenTree::Ident(ident) => Some(ident.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == '!' => {
                    called.extend(before);
                    None
                }
                TokenTree::Group(group) => {
                    waiting.push(group.stream());
                    None
                }
                _ => None,
            };
        }
    }
    called
}
