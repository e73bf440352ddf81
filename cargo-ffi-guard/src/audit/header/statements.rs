//! Statements of a header at file scope: where each ends, and what opens or closes a scope of others.

use crate::c_tokens::{CTokenKind, Token};

/// Blocks that hold declarations like the file itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// `extern "C"`.
    C,
    /// `extern "C++"`.
    Cpp,
    Namespace,
}

/// The end of a statement.
pub(super) enum End {
    Declaration,
    Opens(Scope),
    Closes,
}

/// Splits off the tokens up to the end of a declaration, without that end.
pub(super) fn statement<'t, 'a>(rest: &'t [Token<'a>]) -> (&'t [Token<'a>], End, &'t [Token<'a>]) {
    let mut at = 0;
    let mut parentheses = false;
    while let Some(token) = rest.get(at) {
        match token.kind {
            CTokenKind::Mark(';') => return (&rest[..at], End::Declaration, &rest[at + 1..]),
            // The brace that closes `extern "C" {`, or a superfluous one.
            CTokenKind::Mark('}') => return (&rest[..at], End::Closes, &rest[at + 1..]),
            CTokenKind::Mark('{') => {
                if let Some(scope) = opened(&rest[..at]) {
                    return (&[], End::Opens(scope), &rest[at + 1..]);
                }
                let end = group_end(rest, at);
                // The body of a function ends the declaration; the body of a struct does not.
                if parentheses {
                    return (&[], End::Declaration, &rest[end..]);
                }
                at = end;
            }
            CTokenKind::Mark('(') => {
                parentheses = true;
                at = group_end(rest, at);
            }
            _ => at += 1,
        }
    }
    (rest, End::Declaration, &[])
}

/// The scope that a bracket opens behind these tokens.
fn opened(before: &[Token<'_>]) -> Option<Scope> {
    match before {
        [.., word, language] if language.kind == CTokenKind::Text => linkage(word, language),
        _ => before.iter().take(2).any(|word| word.text == "namespace").then_some(Scope::Namespace),
    }
}

/// `extern "C"`.
pub(super) fn linkage(word: &Token<'_>, language: &Token<'_>) -> Option<Scope> {
    let is_linkage = word.text == "extern" && language.kind == CTokenKind::Text;
    is_linkage.then(|| if language.text == "\"C++\"" { Scope::Cpp } else { Scope::C })
}

/// The index after the bracket that closes the one at `open`. Deep nesting costs no stack.
pub(super) fn group_end(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match token.kind {
            CTokenKind::Mark('(' | '[' | '{') => depth += 1,
            CTokenKind::Mark(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => continue,
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}
