//! The indentation of code that loses the brackets around it.

use crate::sources::{leaves, lex};
use proc_macro2::TokenTree;
use std::ops::Range;

/// The white space in front of the line of a byte.
pub(in crate::fix) fn line_indentation(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = &text[start..];
    let width = line.len() - line.trim_start_matches([' ', '\t']).len();
    &line[..width.min(at - start)]
}

/// The code between two bytes, without the white space around it, with its lines moved to the left: by what its first
/// line is indented more than `outer`.
pub(super) fn unwrapped(text: &str, inside: Range<usize>, outer: &str) -> String {
    let code = text[inside.clone()].trim();
    let start = inside.start + (text[inside.clone()].len() - text[inside].trim_start().len());
    let Some(extra) = line_indentation(text, start).strip_prefix(outer) else {
        return code.to_owned();
    };
    let literals = literals_over_lines(code);
    let mut moved = String::with_capacity(code.len());
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let is_code = !literals.iter().any(|literal| literal.start < at && at < literal.end);
        let rest = if at > 0 && is_code { without(line, outer, extra) } else { line.to_owned() };
        moved += &rest;
        at += line.len();
    }
    moved
}

/// The line with `outer` and without as much of `extra` as it has behind that.
fn without(line: &str, outer: &str, extra: &str) -> String {
    let Some(rest) = line.strip_prefix(outer) else { return line.to_owned() };
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let common = rest.bytes().zip(extra.bytes()).take_while(|(one, other)| one == other).count();
    format!("{outer}{}", &rest[common.min(blank)..])
}

/// The bytes of the literals and documentation that have a line end inside: their text must not move.
fn literals_over_lines(code: &str) -> Vec<Range<usize>> {
    let literals = lex(code).into_iter().flat_map(leaves).filter_map(|tree| match tree {
        TokenTree::Literal(literal) => Some(literal.span().byte_range()),
        _ => None,
    });
    let has_line_end =
        |bytes: &Range<usize>| code.get(bytes.clone()).is_some_and(|text| text.contains('\n'));
    literals.filter(has_line_end).collect()
}
