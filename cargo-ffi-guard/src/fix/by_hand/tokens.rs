//! Tokens and the text that they are written as.

use crate::sources::{is_too_deep, lex, pieces};
use proc_macro2::{Span, TokenStream};
use std::ops::Range;

/// The tokens one after the other, as text. Two texts with the same atoms mean the same.
pub(super) fn atoms(tokens: &TokenStream) -> Vec<String> {
    pieces(tokens.clone()).into_iter().map(|(text, _)| text).collect()
}

/// Whether the text has exactly these tokens.
pub(super) fn is_text_of(text: &str, tokens: &TokenStream) -> bool {
    lex(text).is_ok_and(|found| atoms(&found) == atoms(tokens))
}

/// The bytes from the first to the last of the tokens, if the text has exactly these tokens there.
pub(super) fn bytes_of(tokens: &TokenStream, text: &str) -> Option<Range<usize>> {
    let pieces = pieces(tokens.clone());
    let (first, last) = (pieces.first()?.1.byte_range(), pieces.last()?.1.byte_range());
    let bytes = first.start..last.end;
    let written = text.get(bytes.clone())?;
    is_text_of(written, tokens).then_some(bytes)
}

/// The tokens as their source has them, or else with as few spaces as are usual.
pub(super) fn written(tokens: &TokenStream, text: &str) -> String {
    if let Some(bytes) = bytes_of(tokens, text) {
        return text[bytes].to_owned();
    }
    let pieces = pieces(tokens.clone());
    let ends = pieces.first().zip(pieces.last());
    let source = ends.and_then(|((_, first), (_, last))| first.join(*last)?.source_text());
    let source = source.map(|source| source.replace("$crate", "crate"));
    source.filter(|source| is_text_of(source, tokens)).unwrap_or_else(|| printed(&pieces))
}

fn printed(pieces: &[(String, Span)]) -> String {
    let mut text = String::new();
    for (piece, _) in pieces {
        let opens =
            text.is_empty() || text.ends_with(['(', '[', '.', '!', '&', ':', '-', '#', '|']);
        let follows = [",", ";", ".", ")", "]", "(", "[", "!", "?", ":"].contains(&&**piece);
        if !opens && !follows {
            text.push(' ');
        }
        text += piece;
    }
    text
}

/// The words of the tokens that a scope resolves: all but those behind `::` and `.`. The names in the braces of a format
/// string are among them.
pub(super) fn words(tokens: &TokenStream) -> Vec<String> {
    let mut words = Vec::new();
    let mut before = String::new();
    for atom in atoms(tokens) {
        let first = atom.chars().next().unwrap_or_default();
        if first == '"' || atom.contains('"') {
            words.extend(atom.split('{').skip(1).map(|rest| name_at_start(rest).to_owned()));
        } else if (first == '_' || first.is_alphabetic()) && ![":", "."].contains(&&*before) {
            words.push(atom.clone());
        }
        before = atom;
    }
    words
}

fn name_at_start(text: &str) -> &str {
    let is_part = |c: char| c == '_' || c.is_alphanumeric();
    text.split(|c| !is_part(c)).next().unwrap_or_default()
}

/// Parses tokens, unless they nest too deep.
pub(super) fn parse<T: syn::parse::Parse>(tokens: TokenStream) -> Option<T> {
    if is_too_deep(&tokens) { None } else { syn::parse2(tokens).ok() }
}

/// Whether the text may contain a comment.
pub(super) fn has_comment(text: &str) -> bool {
    text.contains("//") || text.contains("/*")
}

/// The lines of the imports of a name, and the number of its other uses without a path.
pub(super) fn uses_of(tokens: &TokenStream, name: &str) -> (Vec<usize>, usize) {
    let (mut imports, mut others, mut in_import) = (Vec::new(), 0, false);
    let mut before = String::new();
    for (piece, span) in pieces(tokens.clone()) {
        let is_behind_path = std::mem::replace(&mut before, piece.clone()) == ":";
        match &*piece {
            "use" => in_import = true,
            ";" => in_import = false,
            piece if piece == name && in_import => imports.push(span.start().line),
            piece if piece == name && !is_behind_path => others += 1,
            _ => {}
        }
    }
    (imports, others)
}
