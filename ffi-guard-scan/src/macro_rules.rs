//! Which macros of the crate can place an argument in an attribute.

use std::collections::HashMap;
use std::path::PathBuf;

use super::attributes::Attributes;
use super::files;
use super::names::GuardNames;
use super::rules::Rule;
use super::std_macros::is_std_macro;
use super::tokens::Tokens;

/// How many tokens of definitions are read. Definitions that nest are read once for each that they are in, so without a
/// limit the work would be the square of the file's size.
const MAX_TOKENS: usize = 1 << 20;

/// The macros that the crate defines, by name.
#[derive(Default)]
pub(super) struct Macros {
    by_name: HashMap<String, Definition>,
    read: usize,
}

/// The uses that all definitions of one name make of their arguments.
#[derive(Clone, Debug, Default)]
struct Definition {
    /// Whether one of them places an argument in an attribute.
    places: bool,
    /// Whether the value of that attribute is an argument too: `#[$name = $value]`.
    assigns: bool,
    /// The macros that get an argument; none for one whose name is an argument itself.
    hands_to: Vec<Option<String>>,
}

impl Macros {
    /// Reads all definitions in these files.
    pub(super) fn read(paths: &[PathBuf], names: &GuardNames) -> Self {
        let mut macros = Self::default();
        for path in paths {
            let source = files::read(path).map(|(source, _)| source).unwrap_or_default();
            if source.contains("macro") {
                macros.definitions(&Tokens::new(&source), names);
            }
        }
        while macros.spread() {}
        macros
    }

    fn definitions(&mut self, tokens: &Tokens<'_>, names: &GuardNames) {
        for at in 0..tokens.len() {
            let name = match tokens.keyword(at) {
                Some("macro_rules") if tokens.is(at + 1, b'!') => at + 2,
                Some("macro") => at + 1,
                _ => continue,
            };
            let Some((name, open)) = tokens.name(name) else { continue };
            let definition = self.by_name.entry(name.to_owned()).or_default();
            for rule in Rule::all(tokens, open) {
                self.read += rule.body.1.saturating_sub(rule.matcher.0);
                if self.read > MAX_TOKENS {
                    definition.places = true;
                    return;
                }
                let variables = variables(tokens, rule.matcher);
                Body { tokens, names, variables, definition }.read(rule.body);
            }
        }
    }

    /// Adds the macros that hand an argument to one that places it; false if there is none left.
    fn spread(&mut self) -> bool {
        let hands = |definition: &Definition| {
            let mut to = definition.hands_to.iter();
            to.any(|name| name.as_deref().is_none_or(|name| self.places(name)))
        };
        let found = self.by_name.iter().filter(|(_, macros)| !macros.places && hands(macros));
        let found: Vec<String> = found.map(|(name, _)| name.clone()).collect();
        for name in &found {
            if let Some(definition) = self.by_name.get_mut(name) {
                definition.places = true;
            }
        }
        !found.is_empty()
    }

    /// Whether the macro of this name can place an argument in an attribute.
    pub(super) fn places(&self, name: &str) -> bool {
        match self.by_name.get(name) {
            Some(definition) => definition.places,
            None => !is_std_macro(name),
        }
    }

    /// Whether the crate defines the macro.
    pub(super) fn defines(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Whether the macro places an argument as the value of an attribute whose name is another.
    pub(super) fn assigns(&self, name: &str) -> bool {
        self.by_name.get(name).is_some_and(|definition| definition.assigns)
    }
}

/// The variables of a matcher that can hold an attribute, or its name, which was none in the call: the tokens of one
/// that is matched inside `#[..]` are an attribute of the call already.
fn variables<'a>(tokens: &Tokens<'a>, (from, to): (usize, usize)) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to {
        let attribute = tokens.outer_attribute(at).or_else(|| tokens.inner_attribute(at));
        if let Some(bracket) = attribute {
            at = tokens.next(bracket);
            continue;
        }
        if tokens.is(at, b'#') && tokens.is(at + 1, b'$') {
            at += 1;
        } else if tokens.is(at, b'$') && tokens.is(at + 2, b':') {
            let fragment = tokens.word(at + 3).unwrap_or_default();
            // A fragment of any other kind stays one piece, which no attribute can start with.
            if matches!(fragment, "ident" | "tt" | "meta" | "path") {
                found.extend(tokens.word(at + 1));
            }
        }
        at += 1;
    }
    found
}

/// A rule's body on its way into the definition.
struct Body<'b, 'a> {
    tokens: &'b Tokens<'a>,
    names: &'b GuardNames,
    variables: Vec<&'a str>,
    definition: &'b mut Definition,
}

impl Body<'_, '_> {
    fn read(&mut self, (from, to): (usize, usize)) {
        let tokens = self.tokens;
        // The calls that the walk is inside, each with its end.
        let mut calls: Vec<(usize, Option<&str>)> = Vec::new();
        let mut at = from;
        while at < to {
            while calls.last().is_some_and(|(end, _)| *end <= at) {
                calls.pop();
            }
            if tokens.is(at, b'#') && self.is_variable(at + 1) {
                self.definition.places = true;
            } else if let Some(behind) = self.attributes(at) {
                at = behind;
                continue;
            } else if tokens.word(at).is_some() && tokens.is(at + 1, b'!') {
                if tokens.opens_any(at + 2) {
                    let name = tokens.word(at).filter(|_| !tokens.is(at.wrapping_sub(1), b'$'));
                    calls.push((tokens.partner(at + 2), name));
                }
            } else if let (true, Some((_, name))) = (self.is_variable(at), calls.last()) {
                let name = name.map(str::to_owned);
                if !self.definition.hands_to.contains(&name) {
                    self.definition.hands_to.push(name);
                }
            }
            at += 1;
        }
    }

    fn is_variable(&self, at: usize) -> bool {
        let name = self.tokens.word(at + 1).filter(|_| self.tokens.is(at, b'$'));
        name.is_some_and(|name| self.variables.contains(&name))
    }

    /// Reads the attributes at `at`, if there are some; gives what follows them.
    fn attributes(&mut self, at: usize) -> Option<usize> {
        let tokens = self.tokens;
        let (mut attributes, mut behind) = Attributes::outer(tokens, self.names, at);
        if behind == at {
            (attributes, behind) = Attributes::inner(tokens, self.names, at);
        }
        for variable in &attributes.variables {
            let (from, to) = variable.tokens;
            let guarded =
                attributes.guards().any(|g| variable.conditions.contains_all(&g.conditions));
            if !guarded && (from..to).any(|at| self.is_variable(at)) {
                self.definition.places = true;
                let value = tokens.is(from + 2, b'=') && tokens.is(from + 3, b'$');
                self.definition.assigns |= value;
            }
        }
        (behind != at).then_some(behind)
    }
}
