//! Access to tokens by index. Every predicate is false past the end.

use super::lexer::{Fault, Kind, Token, lex};

/// A file's tokens with its text.
pub(super) struct Tokens<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    fault: Option<Fault>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let (tokens, fault) = lex(source);
        Self { source, tokens, fault }
    }

    pub(super) fn source(&self) -> &'a str {
        self.source
    }

    pub(super) fn fault(&self) -> Option<Fault> {
        self.fault
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The byte at which a token starts; the end of the file beyond the last.
    pub(super) fn start(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.source.len(), |token| token.start as usize)
    }

    /// The text from token `from` up to, not including, token `to`, without trivia at its ends.
    pub(super) fn text_of(&self, from: usize, to: usize) -> &'a str {
        let last = to.checked_sub(1).and_then(|last| self.tokens.get(last));
        let end = last.map_or(0, |token| token.end as usize);
        self.source.get(self.start(from)..end).unwrap_or_default()
    }

    /// A word without its `r#`.
    pub(super) fn word(&self, at: usize) -> Option<&'a str> {
        let text = self.full_word(at)?;
        Some(text.strip_prefix("r#").unwrap_or(text))
    }

    /// Returns a word that is not a raw identifier and can therefore be a keyword.
    pub(super) fn keyword(&self, at: usize) -> Option<&'a str> {
        self.full_word(at).filter(|text| !text.starts_with("r#"))
    }

    fn full_word(&self, at: usize) -> Option<&'a str> {
        (self.kind(at) == Some(Kind::Word)).then(|| self.text_of(at, at + 1))
    }

    /// The text of a string literal, prefix and quotes included.
    pub(super) fn string(&self, at: usize) -> Option<&'a str> {
        (self.kind(at) == Some(Kind::Text)).then(|| self.text_of(at, at + 1))
    }

    pub(super) fn is(&self, at: usize, punct: u8) -> bool {
        self.kind(at) == Some(Kind::Punct(punct))
    }

    pub(super) fn opens(&self, at: usize, bracket: u8) -> bool {
        self.kind(at) == Some(Kind::Open(bracket))
    }

    pub(super) fn opens_any(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Open(_)))
    }

    /// Whether the token at `at` is a closing bracket.
    pub(super) fn closes(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Close(_)))
    }

    /// The partner of a bracket, and the token itself for anything else.
    pub(super) fn partner(&self, at: usize) -> usize {
        match self.tokens.get(at) {
            Some(Token { kind: Kind::Open(_) | Kind::Close(_), partner, .. }) => *partner as usize,
            _ => at,
        }
    }

    /// Returns the index after this token, or after the group that it opens.
    pub(super) fn next(&self, at: usize) -> usize {
        if self.opens_any(at) { self.partner(at) + 1 } else { at + 1 }
    }

    /// Returns whether this token and the next are adjacent, as in `->`.
    pub(super) fn joined(&self, at: usize) -> bool {
        self.tokens.get(at).zip(self.tokens.get(at + 1)).is_some_and(|(a, b)| a.end == b.start)
    }

    /// An outer attribute `#[`: the index of its bracket.
    pub(super) fn outer_attribute(&self, at: usize) -> Option<usize> {
        (self.is(at, b'#') && self.opens(at + 1, b'[')).then_some(at + 1)
    }

    /// An inner attribute `#![`: the index of its bracket.
    pub(super) fn inner_attribute(&self, at: usize) -> Option<usize> {
        let found = self.is(at, b'#') && self.is(at + 1, b'!') && self.opens(at + 2, b'[');
        found.then_some(at + 2)
    }

    /// Returns the name at `at`, with the `$` of a macro variable, and the index after it.
    pub(super) fn name(&self, at: usize) -> Option<(&'a str, usize)> {
        if self.is(at, b'$') {
            self.word(at + 1).map(|_| (self.text_of(at, at + 2), at + 2))
        } else {
            self.word(at).map(|word| (word, at + 1))
        }
    }

    /// Splits the tokens from `from` to `to` at top-level commas. A trailing comma adds no empty part.
    pub(super) fn split(&self, from: usize, to: usize) -> Vec<(usize, usize)> {
        let mut parts = Vec::new();
        let mut start = from;
        let mut at = from;
        while at < to {
            if self.is(at, b',') {
                parts.push((start, at));
                start = at + 1;
            }
            at = self.next(at);
        }
        if start < to {
            parts.push((start, to));
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_words_are_names_but_no_keywords() {
        let tokens = Tokens::new("r#mod mod");
        assert_eq!((tokens.word(0), tokens.keyword(0)), (Some("mod"), None));
        assert_eq!((tokens.word(1), tokens.keyword(1)), (Some("mod"), Some("mod")));
        assert_eq!(tokens.word(2), None);
    }

    #[test]
    fn splits_at_the_commas_of_one_level() {
        let tokens = Tokens::new("a, b(c, d), e,");
        let parts = tokens.split(0, tokens.len());
        let parts: Vec<_> = parts.into_iter().map(|(a, b)| tokens.text_of(a, b)).collect();
        assert_eq!(parts, ["a", "b(c, d)", "e"]);
        assert!(tokens.split(3, 3).is_empty());
    }

    #[test]
    fn steps_over_groups_even_when_they_never_close() {
        let tokens = Tokens::new("a ( b ) c ( d");
        assert_eq!((tokens.next(0), tokens.next(1)), (1, 4));
        assert_eq!(tokens.next(5), tokens.len() + 1);
        assert_eq!(tokens.text_of(5, tokens.len()), "( d");
    }

    #[test]
    fn names_may_be_macro_variables() {
        let tokens = Tokens::new("$name x $");
        assert_eq!(tokens.name(0), Some(("$name", 2)));
        assert_eq!(tokens.name(2), Some(("x", 3)));
        assert_eq!(tokens.name(3), None);
    }
}
