//! The names that a function defines itself: they are not the library's.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::HashSet;
use syn::ext::IdentExt;
use syn::visit::{self, Visit};
use syn::{Ident, ItemConst, ItemFn, ItemStatic, Macro, PatIdent, Signature, Stmt};

/// The function that is judged, or the expansion of a macro.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    pub(super) signature: Option<&'s Signature>,
    pub(super) statements: &'s [Stmt],
}

impl Scope<'_> {
    /// The names of parameters, variables and nested items.
    pub(super) fn bound_names(&self) -> HashSet<String> {
        let mut names = Names::default();
        if let Some(signature) = self.signature {
            names.visit_signature(signature);
        }
        self.statements.iter().for_each(|statement| names.visit_stmt(statement));
        names.0
    }
}

#[derive(Default)]
struct Names(HashSet<String>);

impl Names {
    fn add(&mut self, name: &Ident) {
        self.0.insert(name.unraw().to_string());
    }

    /// Adds the words that a macro may bind: all but those that are called or part of a path.
    fn add_words(&mut self, tokens: TokenStream) {
        let mut waiting = vec![tokens];
        while let Some(tokens) = waiting.pop() {
            let mut tokens = tokens.into_iter().peekable();
            let mut behind_path = false;
            while let Some(tree) = tokens.next() {
                let called = match tokens.peek() {
                    Some(TokenTree::Group(group)) => {
                        group.delimiter() == proc_macro2::Delimiter::Parenthesis
                    }
                    Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), '!' | ':'),
                    _ => false,
                };
                match &tree {
                    TokenTree::Ident(word) if !called && !behind_path => self.add(word),
                    TokenTree::Group(group) => waiting.push(group.stream()),
                    _ => {}
                }
                behind_path = matches!(&tree, TokenTree::Punct(punct) if matches!(punct.as_char(), ':' | '.'));
            }
        }
    }
}

impl<'a> Visit<'a> for Names {
    fn visit_pat_ident(&mut self, pattern: &'a PatIdent) {
        self.add(&pattern.ident);
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_item_fn(&mut self, item: &'a ItemFn) {
        self.add(&item.sig.ident);
        visit::visit_item_fn(self, item);
    }

    fn visit_item_const(&mut self, item: &'a ItemConst) {
        self.add(&item.ident);
        visit::visit_item_const(self, item);
    }

    fn visit_item_static(&mut self, item: &'a ItemStatic) {
        self.add(&item.ident);
        visit::visit_item_static(self, item);
    }

    fn visit_macro(&mut self, call: &'a Macro) {
        self.add_words(call.tokens.clone());
    }
}
