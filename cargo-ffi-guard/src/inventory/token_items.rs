//! Items among the tokens of a macro's input or expansion.

use super::attributes::ItemAttributes;
use super::body::paste;
use super::context::InventoryContext;
use super::function::Function;
use super::walk::Walk;
use crate::sources::is_too_deep;
use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::visit::Visit;
use syn::{Attribute, Block, Item, ItemFn};

impl Walk<'_, '_> {
    /// Walks tokens as items, else as statements, else item by item.
    pub(super) fn tokens(&mut self, tokens: TokenStream) {
        if !self.concerns(&tokens) {
            return;
        }
        let tokens = paste(tokens, &mut self.pasted);
        if is_too_deep(&tokens) {
            let at = tokens.into_iter().next().map_or_else(Span::call_site, |first| first.span());
            return self.note(at, "the code of this macro nests too deep to be parsed");
        }
        if let Ok(file) = syn::parse2::<syn::File>(tokens.clone()) {
            let attributes = ItemAttributes::read(&file.attrs, self.context);
            let before = self.scope.conditions.len();
            self.scope.conditions.push_all(&attributes.conditions);
            file.items.iter().for_each(|item| self.visit_item(item));
            self.scope.conditions.truncate(before);
        } else if let Ok(statements) = Block::parse_within.parse2(tokens.clone()) {
            let around = std::mem::replace(&mut self.scope.in_block, true);
            statements.iter().for_each(|statement| self.visit_stmt(statement));
            self.scope.in_block = around;
        } else {
            let trees: Vec<TokenTree> = tokens.into_iter().collect();
            self.pieces(&trees);
        }
    }

    /// Looks for items one after the other.
    fn pieces(&mut self, trees: &[TokenTree]) {
        let mut at = 0;
        while at < trees.len() {
            let start = behind_attributes(trees, at);
            if let Some(end) = end_of_item(trees, start) {
                self.piece(&trees[at..end]);
                at = end;
                continue;
            }
            let attributes: TokenStream = trees[at..start].iter().cloned().collect();
            let attributes = Attribute::parse_outer.parse2(attributes).unwrap_or_default();
            let read = ItemAttributes::read(&attributes, self.context);
            self.exported_other(&read);
            if let Some(TokenTree::Group(group)) = trees.get(start) {
                self.group(group.stream(), &read.conditions, group.span_open());
            }
            at = start + 1;
        }
    }

    /// An item, which may have parts that only the macro understands.
    fn piece(&mut self, trees: &[TokenTree]) {
        let tokens: TokenStream = trees.iter().cloned().collect();
        if let Ok(item) = syn::parse2::<Item>(tokens)
            && !matches!(item, Item::Verbatim(_))
        {
            return self.visit_item(&item);
        }
        if let Some(item) = simplified(trees) {
            let function = Function { unreadable_parameters: true, ..Function::of_item(&item) };
            return self.function(function);
        }
        for tree in trees {
            if let TokenTree::Group(group) = tree {
                self.group(group.stream(), &Default::default(), group.span_open());
            }
        }
    }
}

/// The functions at the top level of a macro's input that no attribute exports.
pub(super) fn unexported_functions(
    tokens: &TokenStream,
    context: &InventoryContext<'_>,
) -> Vec<ItemFn> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < trees.len() {
        let start = behind_attributes(&trees, at);
        let Some(end) = end_of_item(&trees, start) else {
            at = start + 1;
            continue;
        };
        let item = syn::parse2(trees[at..end].iter().cloned().collect()).ok();
        if let Some(item) = item.or_else(|| simplified(&trees[at..end]))
            && ItemAttributes::read(&item.attrs, context).marks.is_empty()
        {
            found.push(item);
        }
        at = end;
    }
    found
}

/// The index behind the outer attributes that begin at `at`.
fn behind_attributes(trees: &[TokenTree], mut at: usize) -> usize {
    while let [TokenTree::Punct(hash), TokenTree::Group(group), ..] = &trees[at..]
        && hash.as_char() == '#'
        && group.delimiter() == Delimiter::Bracket
    {
        at += 2;
    }
    at
}

/// The index behind the item whose first token behind its attributes is at `start`.
fn end_of_item(trees: &[TokenTree], start: usize) -> Option<usize> {
    let mut at = start;
    loop {
        let TokenTree::Ident(word) = trees.get(at)? else { return None };
        let word = word.to_string();
        let next = trees.get(at + 1);
        at += match (word.as_str(), next) {
            ("pub", Some(TokenTree::Group(_))) | ("extern", Some(TokenTree::Literal(_))) => 2,
            (
                "pub" | "unsafe" | "async" | "safe" | "default" | "auto" | "gen" | "extern",
                Some(_),
            ) => 1,
            ("const", Some(TokenTree::Ident(_))) => 1,
            (
                "fn" | "mod" | "static" | "struct" | "enum" | "union" | "trait",
                Some(TokenTree::Ident(_)),
            )
            | ("impl", Some(_)) => return end(trees, at),
            ("use" | "type", Some(_)) => return end(trees, at),
            (_, Some(TokenTree::Punct(punct))) if punct.as_char() == '!' => return end(trees, at),
            _ => return None,
        };
    }
}

/// The index behind the first braces, or the first semicolon.
fn end(trees: &[TokenTree], start: usize) -> Option<usize> {
    let last = trees[start..].iter().position(|tree| match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    })?;
    Some(start + last + 1)
}

/// The function without its parameters, and if need be without its result and body.
fn simplified(trees: &[TokenTree]) -> Option<ItemFn> {
    let keyword =
        trees.iter().position(|tree| matches!(tree, TokenTree::Ident(word) if word == "fn"))?;
    let is_parameters = |tree: &TokenTree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
    let parameters = keyword + trees[keyword..].iter().position(is_parameters)?;
    let head = trees[..parameters].iter().cloned();
    let none = TokenTree::from(Group::new(Delimiter::Parenthesis, TokenStream::new()));
    let behind = trees[parameters + 1..].iter().cloned();
    let whole: TokenStream = head.clone().chain([none.clone()]).chain(behind).collect();
    let body = TokenTree::from(Group::new(Delimiter::Brace, TokenStream::new()));
    let bare = || head.chain([none, body]).collect();
    syn::parse2(whole).or_else(|_| syn::parse2(bare())).ok()
}
