//! How an item is guarded.

use super::super::attributes::{Attributes, MarkKind};
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
            Guard::FfiExport => Some(Guarded::FfiExport),
            Guard::Unguarded => {
                let mark = attributes.guards().find(|mark| mark.kind == MarkKind::Guard(guard));
                let reason = mark.and_then(|mark| self.reason(mark.at)).unwrap_or_default();
                Some(Guarded::Allowed { reason })
            }
        }
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
            if path.last() == Some(&"ffi_callback") {
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
