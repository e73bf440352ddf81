//! The context of a thread that reads files: the facts about the crate, its macros parsed, and the origins of tokens.

use super::body::{Budget, Form, Guards, KNOWN, OwnDefinition, OwnMacros, means_something};
use super::facts::{CrateFacts, GuardAttribute, MacroSource};
use super::foreign_names::may_be_foreign;
use super::macro_rules::Definition;
use super::model::InventoryOptions;
use crate::sources::{Relevance, leaves};
use proc_macro2::{Span, TokenStream, TokenTree};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::str::FromStr;

/// The words that make code matter wherever they stand.
const WORDS: [&str; 10] = [
    "no_mangle",
    "export_name",
    "ffi_callback",
    "mod",
    "include",
    "macro_rules",
    "macro",
    "global_asm",
    "ffi_library",
    "Drop",
];

/// The context of one thread.
pub(crate) struct InventoryContext<'c> {
    pub(super) options: &'c InventoryOptions,
    pub(super) facts: &'c CrateFacts,
    macro_sets: &'c MacroSets<'c>,
    /// The words that make code matter.
    words: HashSet<&'c str>,
    macros: BTreeMap<&'c str, Vec<OwnMacro<'c>>>,
    own: OwnMacros,
    origins: RefCell<HashMap<String, TextOrigin>>,
}

/// The macros of the crate whose calls are expanded.
pub(super) struct MacroSets<'c> {
    /// Those whose expansion may hold something that is listed.
    relevant: BTreeSet<&'c str>,
    /// Those whose expansion may use a macro or an attribute of another crate.
    foreign: BTreeSet<&'c str>,
}

impl<'c> MacroSets<'c> {
    pub(super) fn of(facts: &'c CrateFacts, options: &InventoryOptions) -> Self {
        let defined: HashSet<&str> = facts.macros.iter().map(|it| it.name.as_str()).collect();
        let is_foreign = |name: &String| !defined.contains(name.as_str()) && may_be_foreign(name);
        Self {
            relevant: facts.macros_that(|source| matters(&source.text, facts, options)),
            foreign: facts.macros_that(|source| {
                source.has_foreign_attribute || source.calls.iter().any(is_foreign)
            }),
        }
    }
}

/// A macro of the crate with its rules.
#[derive(Clone)]
pub(super) struct OwnMacro<'c> {
    pub(super) source: &'c MacroSource,
    pub(super) rules: Rc<Definition>,
}

impl AsRef<MacroSource> for OwnMacro<'_> {
    fn as_ref(&self) -> &MacroSource {
        self.source
    }
}

/// Where a text that was parsed comes from.
#[derive(Clone, Debug)]
enum TextOrigin {
    File,
    /// The definition of a macro: its file, and the byte at which the text begins there.
    Definition(Rc<Path>, usize),
}

/// Where a token is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// In the file that is being read.
    Here,
    /// In the definition of a macro, whose text begins at this byte of the file.
    Definition(PathBuf, usize),
    /// Nowhere: a macro made it.
    Nowhere,
}

impl<'c> InventoryContext<'c> {
    pub(super) fn new(
        options: &'c InventoryOptions,
        facts: &'c CrateFacts,
        macro_sets: &'c MacroSets<'c>,
    ) -> Self {
        let mut words: HashSet<&str> = WORDS.into_iter().chain(exporters()).collect();
        words.extend(facts.guard_names.keys().map(String::as_str));
        words.extend(&macro_sets.relevant);
        words.extend(options.callbacks.then_some("extern"));
        let mut context = Self {
            options,
            facts,
            macro_sets,
            words,
            macros: BTreeMap::new(),
            own: OwnMacros::new(),
            origins: RefCell::default(),
        };
        facts.macros.iter().for_each(|source| context.add(source));
        facts.macro_aliases.iter().for_each(|(alias, name)| context.add_alias(alias, name));
        context
    }

    /// Adds another name of a macro.
    fn add_alias(&mut self, alias: &'c str, name: &str) {
        let Some(definitions) = self.macros.get(name).filter(|_| alias != name).cloned() else {
            return;
        };
        let own = self.own.get(name).cloned().unwrap_or_default();
        self.own.entry(alias.to_owned()).or_default().extend(own);
        self.macros.entry(alias).or_default().extend(definitions);
    }

    fn add(&mut self, source: &'c MacroSource) {
        let Ok(tokens) = TokenStream::from_str(&source.text) else { return };
        if source.in_file {
            let origin = TextOrigin::Definition(source.file.as_path().into(), source.at);
            self.name_text(tokens.clone(), origin);
        }
        let Some(rules) = Definition::parse(&tokens).map(Rc::new) else { return };
        let (own, cfg) = (self.own.entry(source.name.clone()).or_default(), source.cfg.clone());
        own.push(OwnDefinition { rules: Rc::clone(&rules), cfg });
        self.macros.entry(&source.name).or_default().push(OwnMacro { source, rules });
    }

    fn name_text(&self, tokens: TokenStream, origin: TextOrigin) {
        if let Some(first) = tokens.into_iter().next() {
            self.origins.borrow_mut().insert(first.span().file(), origin);
        }
    }

    /// Says that the text of this name is the file that is being read.
    pub(super) fn begin_file(&self, name: String) {
        self.origins.borrow_mut().insert(name, TextOrigin::File);
    }

    /// Where the token with this span is written.
    pub(super) fn written(&self, span: Span) -> Written {
        match self.origins.borrow().get(&span.file()) {
            None => Written::Nowhere,
            Some(TextOrigin::File) => Written::Here,
            Some(TextOrigin::Definition(file, at)) => Written::Definition(file.to_path_buf(), *at),
        }
    }

    pub(super) fn guards<'g>(&'g self, budget: &'g Budget) -> Guards<'g> {
        Guards {
            named: &self.options.guards,
            functions: &self.facts.functions,
            macros: &self.own,
            budget,
            libraries: true,
        }
    }

    pub(super) fn guard_attribute(&self, name: &str) -> Option<GuardAttribute> {
        self.facts.guard_names.get(name).copied()
    }

    /// Whether an attribute of this name exports.
    pub(super) fn exports(&self, name: &str) -> bool {
        matches!(name, "no_mangle" | "export_name")
            || self.guard_attribute(name) == Some(GuardAttribute::FfiExport)
            || is_exporter(name)
    }

    pub(super) fn is_defined(&self, name: &str) -> bool {
        self.macros.contains_key(name)
    }

    pub(super) fn must_expand(&self, name: &str) -> bool {
        self.macro_sets.relevant.contains(name) && self.is_defined(name)
    }

    /// Whether the expansion of a macro of the crate may use a macro or an attribute of another crate.
    pub(super) fn expands_to_foreign(&self, name: &str) -> bool {
        self.macro_sets.foreign.contains(name)
    }

    pub(super) fn definitions(&self, name: &str) -> &[OwnMacro<'c>] {
        self.macros.get(name).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the tokens hold a relevant word.
    pub(super) fn matters(&self, tokens: TokenStream) -> bool {
        leaves(tokens).any(|tree| match tree {
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                self.is_relevant(name.strip_prefix("r#").unwrap_or(&name))
            }
            _ => false,
        })
    }
}

impl Relevance for InventoryContext<'_> {
    fn is_relevant(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    fn is_relevant_function(&self, name: &str) -> bool {
        means_something(name)
    }
}

/// Whether the text of a macro may export, lead to a file or hold something else that is listed.
fn matters(text: &str, facts: &CrateFacts, options: &InventoryOptions) -> bool {
    ["no_mangle", "export_name", "mod ", "include", "Drop"].iter().any(|word| text.contains(word))
        || options.callbacks && text.contains("extern")
        || facts.guard_names.keys().any(|name| text.contains(name))
        || exporters().any(|name| text.contains(name))
}

/// Whether a text has a word without which no attribute exports.
#[cfg(feature = "cli")]
pub(crate) fn mentions_export(text: &str) -> bool {
    let words = ["no_mangle", "export_name", "ffi_export"].into_iter();
    words.chain(exporters()).any(|word| text.contains(word))
}

fn is_exporter(word: &str) -> bool {
    exporters().any(|name| name == word)
}

/// The last segments of the attributes that export a function under a symbol of their own making.
fn exporters() -> impl Iterator<Item = &'static str> {
    let exporters = KNOWN.iter().filter(|known| known.exports && known.form == Form::Attribute);
    exporters.map(|known| known.name.rsplit("::").next().unwrap_or(known.name))
}
