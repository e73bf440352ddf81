//! How an item is guarded.

use super::super::attributes::{Attributes, Mark, MarkKind, Other};
use super::super::conditions::Conditions;
use super::super::literal;
use super::super::report::{Context, Guard};
use super::super::walk::Walker;
use super::body::{self, Body, read_path};
use super::guards;
use super::known::Form;
use super::model::Guarded;

impl Walker<'_, '_> {
    /// What `#[ffi_export]` and `#[unguarded]` say; `None` where neither stands.
    pub(super) fn marked(&self, guard: Guard, attributes: &Attributes) -> Option<Guarded> {
        match guard {
            Guard::None => None,
            Guard::FfiExport if self.inventory.is_some_and(|known| known.wanted.safer_ffi) => {
                Some(Guarded::Known {
                    name: "ffi_export",
                    about: "safer-ffi: ends the process on a panic",
                })
            }
            Guard::FfiExport if self.is_foreign() => {
                let mark = attributes.guards().find(|mark| mark.kind == MarkKind::Guard(guard))?;
                let (path, _) = read_path(self.tokens, self.start_of_path(mark.at));
                self.inventory?.guards().find(Form::Attribute, &path)
            }
            Guard::FfiExport => Some(Guarded::FfiExport),
            Guard::Unguarded => {
                let mark = attributes.guards().find(|mark| mark.kind == MarkKind::Guard(guard));
                let reason = mark.and_then(|mark| self.reason(mark.at)).unwrap_or_default();
                Some(Guarded::Allowed { reason })
            }
        }
    }

    /// Whether the crate has not got this project's attributes, so that those of their names are other ones.
    fn is_foreign(&self) -> bool {
        self.inventory.is_some_and(|known| known.wanted.foreign_attributes)
    }

    /// Says once for each name that an attribute is not taken for a guard.
    pub(super) fn distrust(&mut self, attributes: &Attributes) {
        let Some(knowledge) = self.inventory.filter(|_| self.is_foreign()) else { return };
        let safer_ffi = knowledge.wanted.safer_ffi;
        let is_export = |mark: &&Mark| mark.kind == MarkKind::Guard(Guard::FfiExport) && !safer_ffi;
        let exports = attributes.guards().filter(is_export).map(|mark| (mark.at, "ffi_export"));
        let callback = |other: &Other| {
            let (path, _) = read_path(self.tokens, other.at);
            (path.last() == Some(&"ffi_callback")).then_some((other.at, "ffi_callback"))
        };
        let all = exports.chain(attributes.others.iter().filter_map(callback));
        let unknown: Vec<_> = all
            .filter(|(at, _)| {
                let (path, _) = read_path(self.tokens, self.start_of_path(*at));
                knowledge.guards().find(Form::Attribute, &path).is_none()
            })
            .collect();
        for (at, name) in unknown {
            if self.found.collected.distrusted.insert(name) {
                let what = format!(
                    "`#[{name}]` is not trusted here: the package does not depend on \
                     `ffi-guard-runtime`; if another crate passes it on, name it in `guards = [\"{name}\"]`"
                );
                self.note(at, what);
            }
        }
    }

    /// Whether rustc compiles the item in builds of tests alone, as `#[test]` has it.
    pub(super) fn is_test(&self, attributes: &Attributes) -> bool {
        attributes.others.iter().any(|other| {
            let (path, _) = read_path(self.tokens, other.at);
            other.conditions.is_empty() && matches!(path.last(), Some(&"test" | &"bench"))
        })
    }

    /// Where the path starts whose last segment stands at `at`.
    fn start_of_path(&self, at: usize) -> usize {
        let mut start = at;
        while start >= 3
            && self.tokens.is(start - 1, b':')
            && self.tokens.is(start - 2, b':')
            && self.tokens.word(start - 3).is_some()
        {
            start -= 3;
        }
        start
    }

    fn reason(&self, at: usize) -> Option<String> {
        if !self.tokens.opens(at + 1, b'(') {
            return None;
        }
        let arguments = self.tokens.split(at + 2, self.tokens.partner(at + 1));
        let (from, _) =
            arguments.into_iter().find(|(from, _)| self.tokens.word(*from) == Some("reason"))?;
        let text = self.tokens.string(from + 2).filter(|_| self.tokens.is(from + 1, b'='))?;
        literal::value(text)
    }

    /// What the other attributes, the macro around and the body say.
    pub(super) fn judged(
        &self,
        attributes: &Attributes,
        conditions: &Conditions,
        body: Option<usize>,
    ) -> Guarded {
        let attribute = self.by_attribute(attributes, conditions);
        if let Some(guarded) = attribute.or_else(|| self.by_macro()) {
            return guarded;
        }
        let Some((knowledge, open)) = self.inventory.zip(body) else { return Guarded::No };
        match body::judge(self.tokens, open, knowledge.guards()) {
            Body::Guarded(guarded) => guarded,
            Body::Partly { by, from, to } => {
                let outside = short(self.tokens.text_of(from, to));
                Guarded::Partly { by: guards::name(&by), outside, at: self.spot(from, to) }
            }
            Body::Open => Guarded::No,
        }
    }

    /// A guard's attribute that is there whenever the item is.
    fn by_attribute(&self, attributes: &Attributes, conditions: &Conditions) -> Option<Guarded> {
        let knowledge = self.inventory?;
        attributes.others.iter().find_map(|other| {
            let certain = other.conditions.is_empty()
                || conditions.contains_all(&other.conditions)
                || self.conditions.contains_all(&other.conditions);
            let (path, _) = read_path(self.tokens, other.at);
            if !certain {
                return None;
            }
            if path.last() == Some(&"ffi_callback") && !self.is_foreign() {
                return Some(Guarded::FfiCallback);
            }
            knowledge.guards().find(Form::Attribute, &path)
        })
    }

    /// A guard's macro that makes the whole item.
    fn by_macro(&self) -> Option<Guarded> {
        let Context::MacroCall(name) = &*self.scope.context else { return None };
        self.inventory?.guards().find(Form::Macro, &[name])
    }
}

/// A piece of source for a message: its first line, not too long.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim_end();
    let text: String = line.chars().take(40).collect();
    // What is blamed is a call's head: its bracket says that it is one.
    match text.strip_suffix('(') {
        Some(name) => format!("{name}(..)"),
        None => match text.strip_suffix('{') {
            Some(name) => format!("{name}{{..}}"),
            None => text,
        },
    }
}
