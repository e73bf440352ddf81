//! Macros, attributes and derives of other crates. Their expansion is not read, so an export in it is missing.

use super::attributes::{ItemAttributes, OtherAttribute};
use super::body::{Form, GENERATORS, KNOWN, QUOTING, ends_in, segments};
use super::file_findings::{ForeignKind, ForeignUse};
use super::foreign_names::{
    HARMLESS_ATTRIBUTES, HARMLESS_MACROS, STD_DERIVES, is_language, is_own, is_std, is_transparent,
    may_be_foreign,
};
use super::model::{Inventory, InventoryNote, SourceSpan};
use super::walk::Walk;
use crate::cfg::never_holds;
use ffi_guard_scan::is_std_macro;
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use std::collections::BTreeMap;
use syn::punctuated::Punctuated;
use syn::{Meta, Path, Token};

impl Walk<'_, '_> {
    /// Records a call of a macro of another crate that stands where items stand.
    pub(super) fn foreign_call(&mut self, path: &[String], at: Span) {
        let borrowed: Vec<&str> = path.iter().map(String::as_str).collect();
        let Some(last) = borrowed.last() else { return };
        let std = is_std_macro(last) && (path.len() == 1 || is_std(path));
        let guards = self.context.guards(&self.budget).find(Form::Macro, &borrowed).is_some();
        if std || guards || is_transparent(last) || QUOTING.contains(last) {
            return;
        }
        let kind = match HARMLESS_MACROS.contains(last) || self.is_named_harmless(&borrowed) {
            true => ForeignKind::NotNoted,
            false => ForeignKind::Macro,
        };
        self.foreign_use(kind, format!("{}!", path.join("::")), at);
    }

    /// Records the attributes and derives of an item that other crates define.
    pub(super) fn foreign_attributes(&mut self, attributes: &ItemAttributes) {
        if attributes.others.is_empty() || attributes.is_test() {
            return;
        }
        let derives = attributes.has("derive");
        for other in &attributes.others {
            if other.path == ["derive"] {
                self.foreign_derives(other);
                continue;
            }
            let path = self.scope.imports.resolve(&other.path);
            // A name that nothing imports belongs to a derive on the item.
            let is_helper = derives && path.len() == 1;
            if !is_helper && !is_own(&path) && !is_language(&path) {
                self.foreign_attribute(&path, other.start);
            }
        }
    }

    fn foreign_attribute(&mut self, path: &[String], at: Span) {
        let borrowed: Vec<&str> = path.iter().map(String::as_str).collect();
        let is_listed = KNOWN.iter().any(|it| it.exports && ends_in(&borrowed, it.name))
            || GENERATORS.iter().any(|(name, _)| ends_in(&borrowed, name))
            || self.context.guards(&self.budget).find(Form::Attribute, &borrowed).is_some();
        if is_listed {
            return;
        }
        let is_harmless = HARMLESS_ATTRIBUTES.iter().any(|name| ends_in(&borrowed, name));
        let kind = match is_harmless || self.is_named_harmless(&borrowed) {
            true => ForeignKind::NotNoted,
            false => ForeignKind::Attribute,
        };
        self.foreign_use(kind, format!("#[{}]", path.join("::")), at);
    }

    fn foreign_derives(&mut self, derive: &OtherAttribute) {
        let paths = derive
            .meta
            .require_list()
            .and_then(|list| list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated));
        for path in paths.into_iter().flatten() {
            let name = segments(&path).pop().unwrap_or_default();
            let is_ours = !self.context.options.foreign_attributes;
            let kind = match name.as_str() {
                "FfiHandle" if is_ours => ForeignKind::Handle,
                "FfiType" if is_ours => continue,
                name if STD_DERIVES.contains(&name) => continue,
                _ => ForeignKind::NotNoted,
            };
            self.foreign_use(kind, format!("derive({name})"), derive.start);
        }
    }

    fn foreign_use(&mut self, kind: ForeignKind, name: String, at: Span) {
        let in_build = !self.scope.conditions.iter().any(never_holds);
        if in_build && !self.scope.is_input {
            self.found.foreign.push(ForeignUse { kind, name, span: self.span(at) });
        }
    }

    fn is_named_harmless(&self, path: &[&str]) -> bool {
        self.context.options.no_exports.iter().any(|name| ends_in(path, name))
    }

    /// Whether the tokens have to be read: they hold a relevant word, or use something of another crate where items
    /// stand.
    pub(super) fn concerns(&self, tokens: &TokenStream) -> bool {
        self.context.matters(tokens.clone())
            || !self.scope.in_block && !self.scope.is_input && self.uses_foreign(tokens.clone())
    }

    fn uses_foreign(&self, tokens: TokenStream) -> bool {
        let is_foreign = |name: &str| match self.context.is_defined(name) {
            true => self.context.expands_to_foreign(name),
            false => may_be_foreign(name),
        };
        any_use(tokens, &is_foreign)
    }
}

/// Whether the tokens have an attribute that another crate may define.
pub(super) fn has_foreign_attribute(tokens: TokenStream) -> bool {
    any_use(tokens, &|_| false)
}

/// Whether the tokens have a foreign attribute, or call a macro whose name is foreign.
fn any_use(tokens: TokenStream, is_foreign: &dyn Fn(&str) -> bool) -> bool {
    let mut waiting = vec![tokens];
    while let Some(tokens) = waiting.pop() {
        let (mut word, mut called, mut hash) = (None, None, false);
        for tree in tokens {
            let (word_before, called_before, hash_before) =
                (word.take(), called.take(), std::mem::take(&mut hash));
            match tree {
                TokenTree::Ident(ident) => {
                    if called_before.as_deref().is_some_and(is_foreign) {
                        return true;
                    }
                    word = Some(ident.to_string());
                }
                TokenTree::Punct(punct) if punct.as_char() == '!' => called = word_before,
                TokenTree::Punct(punct) => hash = punct.as_char() == '#',
                TokenTree::Group(group) => {
                    let attribute = hash_before && group.delimiter() == Delimiter::Bracket;
                    if called_before.as_deref().is_some_and(is_foreign)
                        || attribute && is_foreign_attribute(group.stream())
                    {
                        return true;
                    }
                    waiting.push(group.stream());
                }
                TokenTree::Literal(_) => {}
            }
        }
    }
    false
}

/// Whether the tokens in the brackets of an attribute name something that another crate may define.
fn is_foreign_attribute(tokens: TokenStream) -> bool {
    let Ok(meta) = syn::parse2::<Meta>(tokens) else { return false };
    let path = segments(meta.path());
    !is_own(&path) && !is_language(&path) && path != ["derive"]
}

/// Adds one note for each macro and attribute, and counts the rest.
pub(super) fn summarize(uses: Vec<ForeignUse>, inventory: &mut Inventory) {
    let mut noted: BTreeMap<(ForeignKind, String), (SourceSpan, usize)> = BTreeMap::new();
    for ForeignUse { kind, name, span } in uses {
        match kind {
            ForeignKind::Handle => inventory.derived_exports += 1,
            ForeignKind::NotNoted => *inventory.not_followed.entry(name).or_default() += 1,
            ForeignKind::Macro | ForeignKind::Attribute => {
                noted.entry((kind, name)).or_insert((span, 0)).1 += 1;
            }
        }
    }
    for ((kind, name), (span, count)) in noted {
        let name = name.trim_end_matches('!');
        let what = match kind {
            ForeignKind::Macro => {
                format!("the macro `{name}` comes from another crate and stands where items stand")
            }
            _ => format!("the attribute `{name}` comes from another crate"),
        };
        let more = match count {
            1 => String::new(),
            more => format!(" ({count} times)", count = more),
        };
        let what = format!("{what}{more}: what it exports is not seen");
        inventory.notes.push(InventoryNote { span, what, hides_exports: true });
    }
}
