//! The definitions of macros.

use super::facts::{MacroSource, called_macros};
use super::foreign::has_foreign_attribute;
use super::walk::Walk;
use ffi_guard_syntax::names::unraw;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use std::ops::Range;
use syn::{Macro, MacroDelimiter};

impl Walk<'_, '_> {
    /// `macro_rules! name { .. }`.
    pub(super) fn define_macro(&mut self, name: &Ident, definition: &Macro) {
        if !definition.path.is_ident("macro_rules") {
            return;
        }
        let span = match &definition.delimiter {
            MacroDelimiter::Paren(token) => token.span,
            MacroDelimiter::Brace(token) => token.span,
            MacroDelimiter::Bracket(token) => token.span,
        };
        let inside = span.open().byte_range().end..span.close().byte_range().start;
        self.define(unraw(name), &definition.tokens, span.open(), Some(inside));
    }

    /// `macro name { .. }` or `macro name(..) { .. }`, which syn does not parse. False if the tokens are something else.
    pub(super) fn define_macro_2(&mut self, tokens: &TokenStream) -> bool {
        let mut trees = tokens
            .clone()
            .into_iter()
            .skip_while(|tree| !matches!(tree, TokenTree::Ident(ident) if ident == "macro"));
        let (Some(_), Some(TokenTree::Ident(name))) = (trees.next(), trees.next()) else {
            return false;
        };
        let rest: Vec<Group> = trees
            .filter_map(|tree| match tree {
                TokenTree::Group(group) => Some(group),
                _ => None,
            })
            .collect();
        let name = unraw(&name);
        match &*rest {
            [rules] => {
                let inside =
                    rules.span_open().byte_range().end..rules.span_close().byte_range().start;
                self.define(name, &rules.stream(), rules.span_open(), Some(inside));
            }
            [matcher, body] => {
                let arrow = quote::quote!(=>);
                let rule = [TokenTree::from(matcher.clone())].into_iter().chain(arrow);
                let rule: TokenStream = rule.chain([TokenTree::from(body.clone())]).collect();
                self.define(name, &rule, matcher.span_open(), None);
            }
            _ => return false,
        }
        true
    }

    fn define(
        &mut self,
        name: String,
        rules: &TokenStream,
        open: Span,
        inside: Option<Range<usize>>,
    ) {
        if let Some(at) = self.export_in(rules) {
            let span = self.span(at);
            self.found.dormant.push((name.clone(), span));
        }
        let mut cfg = self.scope.conditions.to_vec();
        cfg.retain(|predicate| !predicate.contains('$'));
        let inside = inside.filter(|_| self.scope.expansions == 0 && self.is_here(open));
        let text = inside.clone().and_then(|bytes| self.text.get(bytes)).map(str::to_owned);
        let at = inside.map_or_else(|| self.span(open).bytes.start, |bytes| bytes.start);
        self.found.macros.push(MacroSource {
            name,
            file: self.visit.file.clone(),
            at,
            in_file: text.is_some(),
            text: text.unwrap_or_else(|| rules.to_string()),
            cfg,
            calls: called_macros(rules.clone()),
            has_foreign_attribute: has_foreign_attribute(rules.clone()),
        });
    }

    /// The first attribute in the bodies of the rules that exports.
    fn export_in(&self, rules: &TokenStream) -> Option<Span> {
        let trees: Vec<TokenTree> = rules.clone().into_iter().collect();
        let bodies = trees.iter().enumerate().filter_map(|(at, tree)| match tree {
            TokenTree::Group(group) if !is_matcher(&trees, at) => Some(group.stream()),
            _ => None,
        });
        bodies.into_iter().find_map(|body| self.export_attribute(body))
    }

    fn export_attribute(&self, tokens: TokenStream) -> Option<Span> {
        let mut hash = false;
        for tree in tokens {
            if let TokenTree::Group(group) = &tree {
                let attribute = hash && group.delimiter() == Delimiter::Bracket;
                let found = match attribute {
                    true => self.exporting_word(group.stream()),
                    false => self.export_attribute(group.stream()),
                };
                if found.is_some() {
                    return found;
                }
            }
            hash = matches!(&tree, TokenTree::Punct(punct) if matches!(punct.as_char(), '#' | '!'));
        }
        None
    }

    fn exporting_word(&self, tokens: TokenStream) -> Option<Span> {
        tokens.into_iter().find_map(|tree| match tree {
            TokenTree::Ident(ident) => {
                self.context.exports(&ident.to_string()).then(|| ident.span())
            }
            TokenTree::Group(group) => self.exporting_word(group.stream()),
            _ => None,
        })
    }
}

/// Whether the group is the matcher of a rule.
fn is_matcher(trees: &[TokenTree], at: usize) -> bool {
    let is = |at: usize, wanted: char| matches!(trees.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == wanted);
    is(at + 1, '=') && is(at + 2, '>')
}
