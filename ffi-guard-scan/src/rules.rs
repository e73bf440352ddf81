//! The rules of a macro's definition.

use super::tokens::Tokens;

/// Matcher and body of one rule, each from its first token to the one behind its last.
pub(super) struct Rule {
    pub(super) matcher: (usize, usize),
    pub(super) body: (usize, usize),
}

impl Rule {
    /// Reads the rules of a definition whose first bracket is at `open`: `{ (..) => {..}; .. }`, or `(..) {..}` of a
    /// `macro`.
    pub(super) fn all(tokens: &Tokens<'_>, open: usize) -> Vec<Self> {
        let inside = |open: usize| (open + 1, tokens.partner(open));
        let second = tokens.next(open);
        if tokens.opens(open, b'(') && tokens.opens(second, b'{') {
            return vec![Self { matcher: inside(open), body: inside(second) }];
        }
        let mut rules = Vec::new();
        let (mut at, end) = inside(open);
        while at < end {
            let body = tokens.next(at) + 2;
            let arrow = tokens.is(body - 2, b'=') && tokens.is(body - 1, b'>');
            if !tokens.opens_any(at) || !arrow || !tokens.opens_any(body) {
                break;
            }
            rules.push(Self { matcher: inside(at), body: inside(body) });
            at = tokens.next(body);
            if tokens.is(at, b';') {
                at += 1;
            }
        }
        rules
    }
}
