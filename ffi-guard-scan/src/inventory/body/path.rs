//! Paths in the text, with their generic arguments left out.

use super::super::super::lexer::Kind;
use super::super::super::tokens::Tokens;

/// How many tokens the generic arguments of a path may have.
const MAX_ANGLES: usize = 1024;

/// The segments of the path at `at`, without generic arguments, and what follows it.
pub(in super::super) fn read_path<'a>(tokens: &Tokens<'a>, at: usize) -> (Vec<&'a str>, usize) {
    let mut path = Vec::new();
    let mut at = if tokens.is(at, b'$') { at + 1 } else { at };
    while tokens.is(at, b':') {
        at += 1;
    }
    while let Some(word) = tokens.word(at) {
        path.push(word);
        at = behind_turbofish(tokens, at + 1);
        if !(tokens.is(at, b':') && tokens.is(at + 1, b':')) || tokens.word(at + 2).is_none() {
            break;
        }
        at += 2;
    }
    (path, at)
}

/// What follows `::<..>`.
pub(super) fn behind_turbofish(tokens: &Tokens<'_>, at: usize) -> usize {
    let found = tokens.is(at, b':') && tokens.is(at + 1, b':') && tokens.is(at + 2, b'<');
    if found { behind_angles(tokens, at + 2, at + MAX_ANGLES) } else { at }
}

/// What follows `<..>`; the limit where it is not closed.
pub(in super::super) fn behind_angles(tokens: &Tokens<'_>, open: usize, limit: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = open;
    while at < tokens.len().min(limit) {
        if tokens.is(at, b'<') {
            depth += 1;
        } else if tokens.is(at, b'>')
            && !(at > 0 && tokens.is(at - 1, b'-') && tokens.joined(at - 1))
        {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + 1;
            }
        } else if tokens.is(at, b';') || matches!(tokens.kind(at), Some(Kind::Close(_))) {
            return at;
        }
        at = tokens.next(at);
    }
    at
}
