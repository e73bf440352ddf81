//! The macros that a crate defines, and which of them matter.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::super::super::conditions::Conditions;
use super::super::super::tokens::Tokens;

/// How many bytes of expansions may be judged in one pass over a crate.
const MAX_JUDGED: usize = 16 << 20;
/// What an expansion counts for beside its text, so that many short ones end as well.
const PER_EXPANSION: usize = 2 << 10;

/// A macro's definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Definition {
    pub(crate) name: String,
    pub(crate) file: PathBuf,
    /// The byte of the file at which its rules start.
    pub(crate) at: usize,
    /// Whether the file has it there as it is, and no macro makes it.
    pub(crate) in_file: bool,
    /// Its rules, with the brackets around them.
    pub(crate) text: String,
    /// Its predicates, as source text.
    pub(crate) cfg: Vec<String>,
}

/// The definitions of a crate, by name.
#[derive(Default)]
pub(crate) struct Macros<'d> {
    by_name: BTreeMap<&'d str, Vec<(&'d Definition, Tokens<'d>)>>,
    relevant: BTreeSet<&'d str>,
    judged: Cell<usize>,
}

impl<'d> Macros<'d> {
    /// `matters` says whether a text by itself makes a macro worth expanding; so do calls of those.
    pub(crate) fn new(
        definitions: &'d BTreeSet<Definition>,
        matters: impl Fn(&str) -> bool,
    ) -> Self {
        let mut macros = Self::default();
        for definition in definitions {
            if matters(&definition.text) {
                macros.relevant.insert(&definition.name);
            }
            let tokens = Tokens::new(&definition.text);
            macros.by_name.entry(&definition.name).or_default().push((definition, tokens));
        }
        while macros.spread() {}
        macros
    }

    /// Adds the macros that call a relevant one; false if there is none left.
    fn spread(&mut self) -> bool {
        let calls = |tokens: &Tokens<'_>| {
            (0..tokens.len()).any(|at| {
                tokens.is(at + 1, b'!')
                    && tokens.word(at).is_some_and(|name| self.relevant.contains(name))
            })
        };
        let found: Vec<&'d str> = self
            .by_name
            .iter()
            .filter(|(name, _)| !self.relevant.contains(*name))
            .filter(|(_, definitions)| definitions.iter().any(|(_, tokens)| calls(tokens)))
            .map(|(name, _)| *name)
            .collect();
        self.relevant.extend(&found);
        !found.is_empty()
    }

    pub(crate) fn is_defined(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Whether an expansion of this size may be judged as well.
    pub(crate) fn affords(&self, bytes: usize) -> bool {
        self.judged.set(self.judged.get().saturating_add(bytes + PER_EXPANSION));
        !self.is_spent()
    }

    /// Whether there was more to judge than is judged.
    pub(crate) fn is_spent(&self) -> bool {
        self.judged.get() > MAX_JUDGED
    }

    /// Every definition of the name.
    pub(crate) fn all(&self, name: &str) -> &[(&'d Definition, Tokens<'d>)] {
        self.by_name.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn is_relevant(&self, name: &str) -> bool {
        self.relevant.contains(name)
    }

    /// The definitions that a call at this place may mean: the last one before it in its own file,
    /// as textual scope has it, else all of the name.
    pub(crate) fn candidates(
        &self,
        name: &str,
        file: &std::path::Path,
        at: usize,
    ) -> Vec<(&'d Definition, &Tokens<'d>)> {
        let all = self.all(name);
        let before = |definition: &Definition| definition.file == file && definition.at < at;
        let last =
            all.iter().filter(|(definition, _)| before(definition)).max_by_key(|(d, _)| d.at);
        match last {
            // Definitions under different predicates stand for each other.
            Some((definition, tokens)) if definition.cfg.is_empty() => vec![(*definition, tokens)],
            _ => all.iter().map(|(definition, tokens)| (*definition, tokens)).collect(),
        }
    }
}

impl Definition {
    pub(crate) fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        self.cfg.iter().for_each(|predicate| conditions.push(predicate));
        conditions
    }
}
