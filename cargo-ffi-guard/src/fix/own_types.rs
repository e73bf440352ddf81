//! The types that a crate declares: for them it can implement a trait of another crate.

use crate::sources::{leaves, lex};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;
use syn::Type;

/// The names of a crate's types.
pub(super) struct OwnTypes {
    /// Declared as `struct`, `enum` or `union`, or by a macro that gets such a declaration.
    declared: HashSet<String>,
    /// Imported, or an alias: these may be types of other crates.
    borrowed: HashSet<String>,
}

impl OwnTypes {
    /// Reads the files of a crate. Files that cannot be split into tokens are left out.
    pub(super) fn read(files: &[PathBuf]) -> Self {
        let mut types = Self { declared: HashSet::new(), borrowed: HashSet::new() };
        for file in files {
            let text = fs::read_to_string(file).unwrap_or_default();
            if let Ok(tokens) = lex(text.trim_start_matches('\u{FEFF}')) {
                types.add(tokens);
            }
        }
        types
    }

    fn add(&mut self, tokens: TokenStream) {
        let mut waiting = vec![tokens];
        while let Some(tokens) = waiting.pop() {
            let (mut keyword, mut in_use) = (String::new(), false);
            for tree in tokens {
                match tree {
                    TokenTree::Ident(word) => {
                        let word = word.to_string();
                        match &*keyword {
                            "struct" | "enum" | "union" => self.declared.insert(word.clone()),
                            "type" => self.borrowed.insert(word.clone()),
                            _ => false,
                        };
                        in_use |= word == "use";
                        if in_use {
                            self.borrowed.insert(word.clone());
                        }
                        keyword = word;
                    }
                    TokenTree::Group(group) => {
                        if in_use {
                            self.add_names(group.stream());
                        }
                        waiting.push(group.stream());
                        keyword.clear();
                    }
                    TokenTree::Punct(sign) => {
                        in_use &= sign.as_char() != ';';
                        keyword.clear();
                    }
                    TokenTree::Literal(_) => keyword.clear(),
                }
            }
        }
    }

    /// The names in the braces of an import.
    fn add_names(&mut self, tokens: TokenStream) {
        for tree in leaves(tokens) {
            if let TokenTree::Ident(word) = tree {
                self.borrowed.insert(word.to_string());
            }
        }
    }

    /// Whether the crate declares the type. `crates` are the names of the crates that paths can begin with.
    pub(super) fn contain(&self, ty: &Type, crates: &[String]) -> bool {
        let Type::Path(path) = ty else { return false };
        let segments = &path.path.segments;
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return false };
        let (first, last) = (first.ident.to_string(), last.ident.to_string());
        let of_std = ["std", "core", "alloc"].contains(&&*first) && segments.len() > 1;
        let foreign = of_std || segments.len() > 1 && crates.contains(&first);
        if path.qself.is_some() || path.path.leading_colon.is_some() || foreign {
            return false;
        }
        let from_root = ["crate", "self", "super"].contains(&&*first);
        self.declared.contains(&last) || from_root && !self.borrowed.contains(&last)
    }
}
