//! Exported `impl` blocks: each `pub fn` is an export, under the library's prefix.

use std::rc::Rc;

use super::super::attributes::{Attributes, Mark, MarkKind};
use super::super::conditions::Conditions;
use super::super::literal;
use super::super::report::{Context, Guard};
use super::super::scope::Bounds;
use super::super::walk::Walker;
use super::body::read_path;
use super::collect::Subject;
use super::collected::UNDER_PREFIX;
use super::model::{EntryKind, Guarded};
use super::names;

impl Walker<'_, '_> {
    /// The middle part of the symbols, if these are the attributes of an exported block of a type, whose head begins
    /// at `at`.
    pub(crate) fn exported_block(&self, attributes: &Attributes, at: usize) -> Option<Rc<str>> {
        let definition = matches!(*self.scope.context, Context::MacroDefinition(_));
        let wanted = &self.inventory?.wanted;
        if definition || wanted.foreign_attributes || wanted.safer_ffi {
            return None;
        }
        let mark = export(attributes)?;
        let at = if self.tokens.keyword(at) == Some("unsafe") { at + 1 } else { at };
        if self.tokens.keyword(at) != Some("impl") {
            return None;
        }
        if let Some(name) = &mark.symbol {
            return Some(name.as_str().into());
        }
        let name = self.type_of_block(at + 1)?;
        Some(in_snake_case(name).into())
    }

    /// The last name in front of the braces; `None` for the block of a trait.
    fn type_of_block(&self, at: usize) -> Option<&str> {
        let mut name = None;
        let mut at = at;
        while at < self.scope.end && !self.tokens.opens(at, b'{') {
            match self.tokens.keyword(at) {
                Some("for") => return None,
                Some("where") => break,
                Some(_) => name = self.tokens.word(at),
                None => name = self.tokens.word(at).or(name),
            }
            at = self.tokens.next(at);
        }
        name
    }

    /// A function of an exported block: its `fn` stands at `keyword`.
    pub(crate) fn method(&mut self, keyword: usize, block: &str) {
        let attributes = match (self.scope.bounds, &self.scope.attributes) {
            (Bounds::Item, Some(attributes)) => attributes.clone(),
            _ => Attributes::default(),
        };
        // With a symbol of its own it is of the C form, and was recorded for that.
        let listed = attributes.exports().next().is_some();
        if listed || !self.is_public(keyword) || self.is_left_out(&attributes) {
            return self.callback(keyword);
        }
        let name = names::item(self.tokens, keyword + 1);
        if name.text.is_empty() {
            return;
        }
        let own = export(&attributes).and_then(|mark| mark.symbol.clone());
        let under = |name: &String| format!("{UNDER_PREFIX}_{block}_{name}");
        let symbol = own.or_else(|| name.value.as_ref().map(under));
        let always = Conditions::default();
        let subject = Subject::unmarked(EntryKind::Export, keyword, &attributes, &always);
        self.add(subject, name, symbol, Some(Guarded::FfiExport));
    }

    /// Whether `pub` stands in front of the function, and not `pub(crate)`.
    fn is_public(&self, keyword: usize) -> bool {
        let qualifier =
            |at: &usize| matches!(self.tokens.keyword(*at), Some("unsafe" | "async" | "const"));
        let before = (0..keyword).rev().find(|at| !qualifier(at));
        before.is_some_and(|at| self.tokens.keyword(at) == Some("pub"))
    }

    /// Whether `#[ffi(skip)]` stands on it.
    fn is_left_out(&self, attributes: &Attributes) -> bool {
        attributes.others.iter().any(|other| {
            let (path, behind) = read_path(self.tokens, other.at);
            path == ["ffi"] && self.tokens.word(behind + 1) == Some("skip")
        })
    }

    /// What `ffi_library! { .. }` says, whose bracket stands at `open`.
    pub(crate) fn library(&mut self, open: usize) {
        let arguments = self.tokens.split(open + 1, self.tokens.partner(open));
        for (from, _) in arguments {
            if self.tokens.word(from) == Some("prefix") && self.tokens.is(from + 1, b'=') {
                let prefix = self.tokens.string(from + 2).and_then(literal::value);
                self.found.collected.prefix = prefix;
            }
        }
    }
}

/// The attribute that exports a Rust form.
fn export(attributes: &Attributes) -> Option<&Mark> {
    attributes.guards().find(|mark| mark.kind == MarkKind::Guard(Guard::FfiExport))
}

/// Returns a type's name in snake case: `VersionReq` is `version_req`.
fn in_snake_case(name: &str) -> String {
    let name: Vec<char> = name.chars().collect();
    let begins_word = |at: usize| {
        let after = |is: fn(char) -> bool| name.get(at + 1).is_some_and(|next| is(*next));
        let Some(before) = at.checked_sub(1).map(|before| name[before]) else { return false };
        // The last capital of several belongs to the word that follows: `HTTPServer`.
        name[at].is_uppercase()
            && before != '_'
            && (!before.is_uppercase() || after(char::is_lowercase))
    };
    let mut snake = String::new();
    for (at, letter) in name.iter().enumerate() {
        if begins_word(at) {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}
