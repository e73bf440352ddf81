//! Leaves out the bodies that cannot matter to a reader of exports: parsing them would be most of the work.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use std::collections::HashSet;

/// The words that make a function's body matter.
pub(crate) trait Relevance {
    /// Whether code with this word in it must be parsed.
    fn is_relevant(&self, word: &str) -> bool;

    /// Whether code that defines a function of this name must be parsed.
    fn is_relevant_function(&self, name: &str) -> bool;

    /// Whether documentation is kept.
    fn keeps_docs(&self) -> bool;
}

/// Empties the bodies of functions without a relevant word. Adds the name of every macro call and every name that may
/// come to matter to `asked`.
pub(super) fn thin(
    tokens: TokenStream,
    relevance: &dyn Relevance,
    asked: &mut HashSet<String>,
) -> TokenStream {
    let mut out: Vec<TokenTree> = Vec::new();
    let mut start = 0;
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' && !relevance.keeps_docs() => {
                if trees.next_if(is_documentation).is_none() {
                    out.push(punct.into());
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                out.push(punct.into());
                is_any_relevant(&out[start..], relevance, asked);
                start = out.len();
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let group = item(&out[start..], group, relevance, asked);
                out.push(group.into());
                start = out.len();
            }
            other => out.push(other),
        }
    }
    is_any_relevant(&out[start..], relevance, asked);
    out.into_iter().collect()
}

/// The braces of an item, given the tokens in front of them.
fn item(
    head: &[TokenTree],
    braces: Group,
    relevance: &dyn Relevance,
    asked: &mut HashSet<String>,
) -> Group {
    let in_head = is_any_relevant(head, relevance, asked);
    match kind(head) {
        Kind::Items => with_stream(&braces, thin(braces.stream(), relevance, asked)),
        Kind::Function(name) if !in_head && !relevance.is_relevant_function(&name) => {
            let relevant = is_relevant(braces.stream(), relevance, asked);
            if relevant { braces } else { with_stream(&braces, TokenStream::new()) }
        }
        Kind::Function(_) | Kind::Other => {
            is_relevant(braces.stream(), relevance, asked);
            braces
        }
    }
}

fn with_stream(group: &Group, stream: TokenStream) -> Group {
    let mut new = Group::new(group.delimiter(), stream);
    new.set_span(group.span());
    new
}

/// `[doc = ".."]` behind the `#`.
fn is_documentation(tree: &TokenTree) -> bool {
    let TokenTree::Group(group) = tree else { return false };
    let mut trees = group.stream().into_iter();
    let is_doc = matches!(trees.next(), Some(TokenTree::Ident(ident)) if ident == "doc");
    is_doc && matches!(trees.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=')
}

/// The content of an item's braces.
enum Kind {
    /// Items: of a module, an `impl` block, a trait.
    Items,
    /// The body of the function of this name.
    Function(String),
    Other,
}

fn kind(head: &[TokenTree]) -> Kind {
    let words: Vec<&Ident> = head
        .iter()
        .filter_map(|tree| match tree {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        })
        .collect();
    for (at, word) in words.iter().enumerate() {
        match word.to_string().as_str() {
            "pub" | "unsafe" | "async" | "extern" | "safe" | "default" | "auto" | "const" => {}
            "mod" | "impl" | "trait" => return Kind::Items,
            "fn" => {
                return words.get(at + 1).map_or(Kind::Other, |name| Kind::Function(plain(name)));
            }
            _ => return Kind::Other,
        }
    }
    Kind::Other
}

/// The name without `r#`.
fn plain(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

fn is_any_relevant(
    trees: &[TokenTree],
    relevance: &dyn Relevance,
    asked: &mut HashSet<String>,
) -> bool {
    let mut search = Search { relevance, asked, before: String::new() };
    let mut found = false;
    for tree in trees {
        found |= search.tree(tree);
    }
    found
}

fn is_relevant(
    tokens: TokenStream,
    relevance: &dyn Relevance,
    asked: &mut HashSet<String>,
) -> bool {
    let mut search = Search { relevance, asked, before: String::new() };
    search.stream(tokens)
}

struct Search<'s> {
    relevance: &'s dyn Relevance,
    asked: &'s mut HashSet<String>,
    /// The word before.
    before: String,
}

impl Search<'_> {
    /// Searches all of the tokens: what they ask for is to be known as well.
    fn stream(&mut self, tokens: TokenStream) -> bool {
        let mut found = false;
        for tree in tokens {
            found |= self.tree(&tree);
        }
        found
    }

    fn tree(&mut self, tree: &TokenTree) -> bool {
        match tree {
            TokenTree::Ident(ident) => {
                let word = plain(ident);
                let named = self.relevance.is_relevant_function(&word);
                if named && !self.asked.contains(&word) {
                    self.asked.insert(word.clone());
                }
                let found = named && self.before == "fn" || self.relevance.is_relevant(&word);
                self.before = word;
                found
            }
            TokenTree::Group(group) => {
                // The name of a function or a macro that is called, or of an attribute.
                if !self.before.is_empty() && !self.asked.contains(&self.before) {
                    self.asked.insert(std::mem::take(&mut self.before));
                }
                self.before.clear();
                let found = self.stream(group.stream());
                self.before.clear();
                found
            }
            TokenTree::Punct(punct) if punct.as_char() == '!' => false,
            TokenTree::Punct(_) | TokenTree::Literal(_) => {
                self.before.clear();
                false
            }
        }
    }
}
