//! Reads macro definitions and the items that macro calls expand to.

use super::model::DefinitionKind;
use super::reader::{Position, Reader};
use crate::inventory::cfg_arms;
use crate::inventory::macro_rules::Definition as MacroRules;
use ffi_guard_scan::ModuleDir;
use proc_macro2::TokenStream;
use std::path::PathBuf;
use syn::Macro;
use syn::ext::IdentExt;

impl Reader<'_, '_> {
    pub(super) fn macro_item(&mut self, item: &syn::ItemMacro, at: &Position) {
        let Some(last) = item.mac.path.segments.last() else { return };
        match (&item.ident, last.ident.to_string().as_str()) {
            (Some(name), "macro_rules") => {
                if let Some(rules) = MacroRules::parse(&item.mac.tokens) {
                    self.macros.define(name.unraw().to_string(), rules, &at.gate);
                }
            }
            (None, "include") => self.include(&item.mac, at),
            (None, "bitflags") => self.bitflags(item, at),
            (None, _) => self.expand(&item.mac, at),
            _ => {}
        }
    }

    /// Reads the items of an included file.
    fn include(&mut self, call: &Macro, at: &Position) {
        let Ok(path) = syn::parse2::<syn::LitStr>(call.tokens.clone()) else { return };
        let file = &self.tree.files[at.file].path;
        let path =
            file.parent().map_or_else(|| PathBuf::from(path.value()), |dir| dir.join(path.value()));
        let Some(index) = self.files.get(&path).copied() else { return };
        if !self.affords(at) {
            return;
        }
        let position = Position {
            file: index,
            dir: ModuleDir::beside(&path),
            is_included: true,
            depth: at.depth + 1,
            ..at.clone()
        };
        let items = self.tree.files[index].ast.items.clone();
        self.items(&items, &position);
    }

    fn bitflags(&mut self, item: &syn::ItemMacro, at: &Position) {
        let mut trees = item.mac.tokens.clone().into_iter();
        let is_struct = |tree: &proc_macro2::TokenTree| matches!(tree, proc_macro2::TokenTree::Ident(ident) if ident == "struct");
        if trees.any(|tree| is_struct(&tree))
            && let Some(proc_macro2::TokenTree::Ident(name)) = trees.next()
        {
            let tokens = quote::ToTokens::to_token_stream(item);
            self.define(&name, &[], DefinitionKind::Bitflags(tokens), at);
        }
    }

    pub(super) fn expand(&mut self, call: &Macro, at: &Position) {
        let Some(last) = call.path.segments.last() else { return };
        let name = last.ident.unraw().to_string();
        let place = at.call.clone().unwrap_or_else(|| self.place(last.ident.span(), at));
        let inside = Position { call: Some(place), depth: at.depth + 1, ..at.clone() };
        if !self.affords(at) {
            return;
        }
        for (conditions, code) in cfg_arms::read(&name, &call.tokens) {
            if let Some(gate) = self.conditions.gate(&conditions.to_vec(), &at.gate) {
                self.expansion(code, &Position { gate, ..inside.clone() });
            }
        }
        let definitions = self.macros.get(&name).to_vec();
        if definitions.is_empty() && !at.is_late {
            let position = Position { is_late: true, ..at.clone() };
            self.waiting.push((position, call.clone()));
        }
        for (gate, rules) in definitions {
            if let Ok(expansion) = rules.expand(call.tokens.clone()) {
                self.expansion(expansion, &Position { gate: gate.and(&at.gate), ..inside.clone() });
            }
        }
    }

    fn expansion(&mut self, tokens: TokenStream, at: &Position) {
        if crate::sources::is_too_deep(&tokens) {
            return;
        }
        if let Ok(file) = syn::parse2::<syn::File>(tokens) {
            self.items(&file.items, at);
        }
    }
}
