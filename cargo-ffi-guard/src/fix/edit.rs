//! Changes of a text. Every byte outside of them stays as it is.

use crate::inventory::GuardSite;
use crate::sources::lex;
use proc_macro2::TokenTree;
use std::ops::Range;

/// A part of a text, and what replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) bytes: Range<usize>,
    pub(super) text: String,
}

/// The attribute, without its brackets, put before what exports.
///
/// A conditional export gets its guard under the same `cfg_attr`: rustc resolves `cfg_attr` before
/// it expands an attribute, so a guard of its own would find no export where the condition fails.
pub(super) fn insert_attribute(
    text: &str,
    site: &GuardSite,
    conditional: bool,
    attribute: &str,
) -> Edit {
    let (at, end) = if conditional {
        (site.meta, site.meta)
    } else {
        (site.attribute.start, site.attribute.end)
    };
    let indentation = indentation(text, at);
    let alone = conditional || site.attribute.is_empty() || ends_line(text, end);
    let piece = if conditional { format!("{attribute},") } else { format!("#[{attribute}]") };
    let text = match indentation {
        Some(indentation) if alone => format!("{piece}{}{indentation}", line_end(text, at)),
        _ => format!("{piece} "),
    };
    Edit { bytes: at..at, text }
}

/// A line in front of the first item, behind everything that must stay at the top of a crate: a line for the shell, inner
/// attributes and documentation of the crate.
pub(super) fn insert_behind_crate_attributes(text: &str, line: &str) -> Edit {
    let trees: Vec<TokenTree> = lex(text).unwrap_or_default().into_iter().collect();
    let mut at = 0;
    while let [TokenTree::Punct(hash), TokenTree::Punct(bang), TokenTree::Group(_), ..] =
        &trees[at..]
        && (hash.as_char(), bang.as_char()) == ('#', '!')
    {
        at += 3;
    }
    let end = line_end(text, text.len());
    let behind = at.checked_sub(1).map(|last| trees[last].span().byte_range().end);
    let Some(behind) = behind else {
        let first = trees.first().map_or(text.len(), |first| first.span().byte_range().start);
        return Edit { bytes: first..first, text: format!("{line}{end}{end}") };
    };
    let rest = text[behind..].find('\n').map_or(text.len(), |line| behind + line);
    let at = if ends_line(text, behind) || rest == text.len() { rest } else { behind };
    let at = if text[..at].ends_with('\r') { at - 1 } else { at };
    Edit { bytes: at..at, text: format!("{end}{end}{line}") }
}

/// The text between the start of the line and `at`, if it is only white space.
pub(super) fn indentation(text: &str, at: usize) -> Option<&str> {
    let before = &text[..at];
    let indentation = &before[before.trim_end_matches([' ', '\t']).len()..];
    let start = at - indentation.len();
    (start == 0 || before.as_bytes().get(start - 1) == Some(&b'\n')).then_some(indentation)
}

/// Whether nothing but space and a line comment follows on the line.
fn ends_line(text: &str, at: usize) -> bool {
    let behind = text[at..].trim_start_matches([' ', '\t']);
    behind.starts_with(['\n', '\r']) || behind.starts_with("//")
}

/// How the line before ends; in the first line, how that one ends.
pub(super) fn line_end(text: &str, at: usize) -> &'static str {
    let newline = text[..at].rfind('\n').or_else(|| text.find('\n'));
    match newline.and_then(|newline| newline.checked_sub(1)) {
        Some(before) if text.as_bytes().get(before) == Some(&b'\r') => "\r\n",
        _ => "\n",
    }
}

/// The text with all edits, which are in the order of their bytes and do not overlap.
pub(super) fn apply<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut from = 0;
    for Edit { bytes, text: piece } in edits {
        whole += &text[from..bytes.start];
        whole += piece;
        from = bytes.end;
    }
    whole + &text[from..]
}
