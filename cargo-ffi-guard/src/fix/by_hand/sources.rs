//! The files of a crate as tokens: functions and macro calls at a byte, and the definitions of macros.

use super::tokens::{atoms, parse};
use crate::inventory::macro_rules::Definition;
use crate::sources::{is_too_deep, lex};
use ffi_guard_syntax::names::unraw;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use syn::ItemFn;

/// The files of a crate.
pub(in crate::fix) struct Sources {
    files: BTreeMap<PathBuf, SourceFile>,
    macros: BTreeMap<String, Vec<OwnMacro>>,
    /// Whether the crate has a function `catch_unwind`, which is not the one of the standard library.
    pub(super) has_own_catch: bool,
}

/// A file, behind its byte order mark.
pub(super) struct SourceFile {
    pub(super) text: String,
    /// The number of bytes of its mark.
    pub(super) mark: usize,
    trees: Vec<TokenTree>,
}

/// A `macro_rules!` of the crate.
pub(super) struct OwnMacro {
    pub(super) file: PathBuf,
    /// The byte of its name.
    pub(super) at: usize,
    pub(super) definition: Definition,
    /// How often its definition calls the macro itself.
    own_calls: usize,
}

/// A function of the crate, without its attributes and qualifiers.
pub(super) struct OwnFunction {
    pub(super) item: ItemFn,
    /// Its file, if it is in the file's outermost module.
    pub(super) module: Option<PathBuf>,
}

/// The call of a macro in a file.
pub(super) struct MacroCall {
    pub(super) name: String,
    /// From its path to its closing bracket, or to the semicolon behind that.
    pub(super) bytes: Range<usize>,
    pub(super) input: Group,
}

impl Sources {
    /// Reads the files, which the inventory has read before. Those that cannot be read are left out.
    pub(in crate::fix) fn read(files: &[PathBuf]) -> Self {
        let (files_by_path, macros) = (BTreeMap::new(), BTreeMap::new());
        let mut sources = Self { files: files_by_path, macros, has_own_catch: false };
        for path in files {
            if let Some(file) = SourceFile::read(path) {
                for (name, found) in file.definitions(path) {
                    sources.macros.entry(name).or_default().push(found);
                }
                sources.has_own_catch |= file.defines_catch();
                sources.files.insert(path.clone(), file);
            }
        }
        sources
    }

    pub(super) fn file(&self, path: &Path) -> Option<&SourceFile> {
        self.files.get(path)
    }

    pub(super) fn macros(&self, name: &str) -> &[OwnMacro] {
        self.macros.get(name).map_or(&[], Vec::as_slice)
    }

    /// The functions of this name.
    pub(super) fn functions(&self, name: &str) -> Vec<OwnFunction> {
        let in_file = |(path, file): (&PathBuf, &SourceFile)| {
            let found = file.functions_named(name).into_iter();
            let function = |(item, is_at_top): (ItemFn, bool)| OwnFunction {
                item,
                module: is_at_top.then(|| path.clone()),
            };
            found.map(function).collect::<Vec<_>>()
        };
        self.files.iter().flat_map(in_file).collect()
    }

    /// The number of calls of the macro outside of its own definitions.
    pub(super) fn calls(&self, name: &str) -> usize {
        let all = self.files.values().map(|file| calls(file.trees.iter().cloned().collect(), name));
        let own = self.macros(name).iter().map(|found| found.own_calls);
        all.sum::<usize>().saturating_sub(own.sum())
    }
}

impl SourceFile {
    fn read(path: &Path) -> Option<Self> {
        let whole = fs::read_to_string(path).ok()?;
        let text = whole.trim_start_matches('\u{FEFF}').to_owned();
        let tokens = lex(&text).ok().filter(|tokens| !is_too_deep(tokens))?;
        let mark = whole.len() - text.len();
        Some(Self { text, mark, trees: tokens.into_iter().collect() })
    }

    /// The function whose first token behind its attributes begins at this byte.
    pub(super) fn function(&self, at: usize) -> Option<ItemFn> {
        let (mut level, mut index) = (Cow::Borrowed(&*self.trees), index_of(&self.trees, at)?);
        while level[index].span().byte_range().start != at {
            let TokenTree::Group(group) = &level[index] else { return None };
            let inner: Vec<TokenTree> = group.stream().into_iter().collect();
            index = index_of(&inner, at)?;
            level = Cow::Owned(inner);
        }
        let body = level[index..].iter().position(is_braces)?;
        parse(level[index..=index + body].iter().cloned().collect())
    }

    /// The innermost macro call around this byte.
    pub(super) fn call_around(&self, at: usize) -> Option<MacroCall> {
        let mut level = Cow::Borrowed(&*self.trees);
        let mut found = None;
        while let Some(index) = index_of(&level, at) {
            let TokenTree::Group(group) = &level[index] else { break };
            found = MacroCall::at(&level, index).or(found);
            level = Cow::Owned(group.stream().into_iter().collect());
        }
        found
    }

    /// Whether the token at this byte is outside of all brackets.
    pub(super) fn is_at_top(&self, at: usize) -> bool {
        let found = index_of(&self.trees, at).map(|index| self.trees[index].span().byte_range());
        found.is_some_and(|bytes| bytes.start == at)
    }

    /// The functions of this name, and whether each is outside of all brackets.
    fn functions_named(&self, name: &str) -> Vec<(ItemFn, bool)> {
        let mut found = Vec::new();
        let mut waiting = vec![(self.trees.clone(), true)];
        while let Some((trees, is_at_top)) = waiting.pop() {
            for (at, tree) in trees.iter().enumerate() {
                match (tree, trees.get(at + 1)) {
                    (TokenTree::Ident(keyword), Some(TokenTree::Ident(word)))
                        if keyword == "fn" && unraw(word) == name =>
                    {
                        let body = trees[at..].iter().position(is_braces);
                        let function =
                            body.map(|body| trees[at..=at + body].iter().cloned().collect());
                        let function = function.and_then(parse::<ItemFn>);
                        found.extend(function.map(|function| (function, is_at_top)));
                    }
                    (TokenTree::Group(group), _) => {
                        waiting.push((group.stream().into_iter().collect(), false));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn defines_catch(&self) -> bool {
        let tokens: TokenStream = self.trees.iter().cloned().collect();
        atoms(&tokens).windows(2).any(|pair| pair == ["fn", "catch_unwind"])
    }

    fn definitions(&self, path: &Path) -> Vec<(String, OwnMacro)> {
        let mut found = Vec::new();
        let mut waiting = vec![self.trees.clone()];
        while let Some(trees) = waiting.pop() {
            for (at, tree) in trees.iter().enumerate() {
                if let TokenTree::Group(group) = tree {
                    waiting.push(group.stream().into_iter().collect());
                    found.extend(self.definition(path, &trees[..at], group));
                }
            }
        }
        found
    }

    /// The definition whose rules are in the group.
    fn definition(
        &self,
        path: &Path,
        before: &[TokenTree],
        rules: &Group,
    ) -> Option<(String, OwnMacro)> {
        let [.., TokenTree::Ident(keyword), TokenTree::Punct(bang), TokenTree::Ident(name)] =
            before
        else {
            return None;
        };
        if keyword != "macro_rules" || bang.as_char() != '!' {
            return None;
        }
        let name_text = unraw(name);
        let own_calls = calls(rules.stream(), &name_text);
        let definition = Definition::parse(&rules.stream())?;
        let at = name.span().byte_range().start;
        Some((name_text, OwnMacro { file: path.to_owned(), at, definition, own_calls }))
    }
}

impl MacroCall {
    /// The call whose input is the group with this index.
    fn at(trees: &[TokenTree], index: usize) -> Option<Self> {
        let TokenTree::Group(input) = &trees[index] else { return None };
        let [before @ .., TokenTree::Ident(name), TokenTree::Punct(bang)] = &trees[..index] else {
            return None;
        };
        if bang.as_char() != '!' {
            return None;
        }
        let first = path_start(before, name);
        let mut end = input.span_close().byte_range().end;
        if let Some(TokenTree::Punct(sign)) = trees.get(index + 1)
            && sign.as_char() == ';'
            && input.delimiter() != Delimiter::Brace
        {
            end = sign.span().byte_range().end;
        }
        Some(Self { name: unraw(name), bytes: first..end, input: input.clone() })
    }
}

/// The first byte of the path that ends in the name.
fn path_start(mut before: &[TokenTree], name: &Ident) -> usize {
    let mut start = name.span().byte_range().start;
    while let [rest @ .., TokenTree::Punct(one), TokenTree::Punct(two)] = before
        && (one.as_char(), two.as_char()) == (':', ':')
    {
        start = one.span().byte_range().start;
        before = rest;
        if let [rest @ .., TokenTree::Ident(segment)] = before {
            start = segment.span().byte_range().start;
            before = rest;
        }
    }
    start
}

/// The index of the tree that has this byte, or of the first one behind it.
fn index_of(trees: &[TokenTree], at: usize) -> Option<usize> {
    let index = trees.partition_point(|tree| tree.span().byte_range().end <= at);
    (index < trees.len()).then_some(index)
}

fn is_braces(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// How often the tokens call the macro.
fn calls(tokens: TokenStream, name: &str) -> usize {
    let mut number = 0;
    let mut waiting = vec![tokens];
    while let Some(tokens) = waiting.pop() {
        let mut is_name = false;
        for tree in tokens {
            match &tree {
                TokenTree::Punct(sign) if sign.as_char() == '!' && is_name => number += 1,
                TokenTree::Group(group) => waiting.push(group.stream()),
                _ => {}
            }
            is_name = matches!(&tree, TokenTree::Ident(word) if unraw(word) == name);
        }
    }
    number
}
