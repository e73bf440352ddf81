//! The name under which an attribute is in scope.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::ops::Range;
use std::str::FromStr;
use syn::{ItemUse, UseTree};

/// How long an import may be: its parser needs stack for each brace.
const MAX_IMPORT: usize = 4096;

/// The names that the modules of one file import from a crate, unconditionally.
pub(super) struct Imports(Vec<Module>);

/// A module with the bytes between its braces, and the imports in it.
struct Module {
    range: Range<usize>,
    imports: Vec<Import>,
}

/// `use krate::name as alias`; without a name all of the crate's.
struct Import {
    krate: String,
    name: Option<String>,
    alias: String,
}

impl Imports {
    /// Reads the imports of a file.
    pub(super) fn of(text: &str) -> Self {
        let mut modules = Vec::new();
        // Most files import nothing, and parsing them would be the most of the work.
        let worth_parsing = text.contains("ffi_") || text.contains("::*");
        let file = worth_parsing.then(|| TokenStream::from_str(text).ok()).flatten();
        let mut waiting: Vec<_> = file.map(|file| (0..text.len() + 1, file)).into_iter().collect();
        while let Some((range, stream)) = waiting.pop() {
            let trees: Vec<TokenTree> = stream.into_iter().collect();
            waiting.extend(inline_modules(&trees));
            modules.push(Module { range, imports: imported(text, &trees) });
        }
        Self(modules)
    }

    /// The name of the attribute `krate::name` in the module around the byte `at`: `None` where it
    /// is not imported.
    pub(super) fn in_scope(&self, at: usize, krate: &str, name: &str) -> Option<String> {
        let around = self.0.iter().filter(|module| module.range.contains(&at));
        let module = around.min_by_key(|module| module.range.len())?;
        let found = module.imports.iter().find(|import| {
            import.krate == krate && import.name.as_deref().is_none_or(|found| found == name)
        })?;
        Some(if found.name.is_some() { found.alias.clone() } else { name.to_owned() })
    }
}

fn inline_modules(trees: &[TokenTree]) -> Vec<(Range<usize>, TokenStream)> {
    let modules = trees.windows(3).filter_map(|window| match window {
        [TokenTree::Ident(keyword), TokenTree::Ident(_), TokenTree::Group(group)]
            if *keyword == "mod" && group.delimiter() == Delimiter::Brace =>
        {
            Some((group.span().byte_range(), group.stream()))
        }
        _ => None,
    });
    modules.collect()
}

fn imported(text: &str, trees: &[TokenTree]) -> Vec<Import> {
    let starts =
        trees.iter().enumerate().filter(|(at, tree)| is_use(tree) && stands_free(trees, *at));
    let imports = starts.filter_map(|(start, tree)| {
        let is_end =
            |tree: &&TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ';');
        let end = trees[start..].iter().take(MAX_IMPORT).find(is_end)?;
        let range = tree.span().byte_range().start..end.span().byte_range().end;
        let text = text.get(range).filter(|text| text.len() <= MAX_IMPORT)?;
        let import: ItemUse = syn::parse_str(text).ok()?;
        Some(import.tree)
    });
    let mut found = Vec::new();
    imports.for_each(|tree| read(&tree, None, &mut found));
    found
}

fn is_use(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Ident(ident) if *ident == "use")
}

/// Whether the item whose keyword is at `at` has no attribute, which may be a condition. What
/// stands in front of it but its visibility ends another item.
fn stands_free(trees: &[TokenTree], at: usize) -> bool {
    let mut before = trees[..at].iter().rev().peekable();
    if let Some(TokenTree::Group(group)) = before.peek()
        && group.delimiter() == Delimiter::Parenthesis
    {
        before.next();
    }
    if matches!(before.peek(), Some(TokenTree::Ident(ident)) if *ident == "pub") {
        before.next();
    }
    let attribute = matches!(before.next(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket);
    // An inner attribute belongs to the module.
    let inner = attribute
        && matches!(before.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
    !attribute || inner
}

/// The imports in a tree below a crate, or at its root; those of the crate's modules are not asked for.
fn read(tree: &UseTree, krate: Option<&str>, found: &mut Vec<Import>) {
    let mut add = |name: Option<String>, alias: String| {
        if let Some(krate) = krate {
            found.push(Import { krate: krate.to_owned(), name, alias });
        }
    };
    match tree {
        UseTree::Path(path) if krate.is_none() => {
            read(&path.tree, Some(&path.ident.to_string()), found);
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| read(tree, krate, found)),
        UseTree::Name(name) => add(Some(name.ident.to_string()), name.ident.to_string()),
        UseTree::Rename(rename) if rename.rename != "_" => {
            add(Some(rename.ident.to_string()), rename.rename.to_string());
        }
        UseTree::Glob(_) => add(None, String::new()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Imports;

    fn scope(marked: &str) -> Option<String> {
        let at = marked.find('¦').expect("a place");
        Imports::of(&marked.replace('¦', "")).in_scope(at, "ffi_guard", "ffi_export")
    }

    #[test]
    fn imports_are_those_of_the_module_itself() {
        let found = Some("ffi_export".to_owned());
        for text in [
            "use ffi_guard::ffi_export; ¦",
            "¦ use ::ffi_guard::{Error, ffi_export};",
            "#![allow(x)] use ffi_guard::*; ¦",
            "#[cfg(a)] fn f() {} pub(crate) use {std::fmt, ffi_guard::{self, ffi_export}}; ¦",
            "mod a { use ffi_guard::ffi_export; mod b {} ¦ }",
        ] {
            assert_eq!(scope(text), found, "{text}");
        }
        assert_eq!(scope("use ffi_guard::ffi_export as guard; ¦").as_deref(), Some("guard"));
        for text in [
            "use ffi_guard::ffi_export; mod a { ¦ }",
            "mod a { use ffi_guard::ffi_export; } ¦",
            "fn f() { use ffi_guard::ffi_export; } ¦",
            "#[cfg(a)] use ffi_guard::ffi_export; ¦",
            "#[cfg(a)] pub(super) use ffi_guard::ffi_export; ¦",
            "use other::ffi_export; ¦",
            "use ffi_guard::ffi_export as _; ¦",
            "use ffi_guard; ¦ // ffi_export",
            "use ffi_guard::ffi_export ¦",
            "use ffi_guard::ffi_export; ) ¦",
        ] {
            assert_eq!(scope(text), None, "{text}");
        }
    }
}
