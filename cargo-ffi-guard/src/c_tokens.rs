//! The tokens of a C header that tell one declaration from another.

#[cfg(feature = "cli")]
use std::ops::Range;

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CTokenKind {
    /// A name or keyword.
    Word,
    /// A string, with its quotes.
    Text,
    /// One character of punctuation.
    Mark(char),
    /// A number or character.
    Other,
}

/// A token and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: CTokenKind,
    pub(crate) text: &'a str,
    pub(crate) start: usize,
}

impl Token<'_> {
    pub(crate) fn is(&self, mark: char) -> bool {
        self.kind == CTokenKind::Mark(mark)
    }

    #[cfg(feature = "cli")]
    pub(crate) fn bytes(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// A preprocessor line that is not switched off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Directive<'a> {
    /// The line behind its `#`.
    pub(crate) text: &'a str,
    /// The byte of the `#`.
    pub(crate) start: usize,
}

/// Splits a header into tokens; comments, preprocessor lines, what `#if 0` switches off, and what is no C disappear.
pub(crate) fn tokens(source: &str) -> Vec<Token<'_>> {
    tokens_and_directives(source).0
}

/// Splits a header into tokens, as [`tokens`] does, and preprocessor lines.
pub(crate) fn tokens_and_directives(source: &str) -> (Vec<Token<'_>>, Vec<Directive<'_>>) {
    let mut lexer =
        Lexer { source, at: 0, line_start: true, switched_off: 0, directives: Vec::new() };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next() {
        tokens.push(token);
    }
    (tokens, lexer.directives)
}

struct Lexer<'a> {
    source: &'a str,
    at: usize,
    /// Nothing but white space has been seen in this line.
    line_start: bool,
    /// How many `#if` are open from an `#if 0` on; 0 where code counts.
    switched_off: usize,
    directives: Vec<Directive<'a>>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.source[self.at..]
    }

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            let first = rest.chars().next()?;
            match first {
                '\n' => {
                    self.line_start = true;
                    self.at += 1;
                }
                _ if first.is_whitespace() => self.at += first.len_utf8(),
                _ if rest.starts_with("//") => self.at += line_length(rest),
                _ if rest.starts_with("/*") => {
                    self.at += rest[2..].find("*/").map_or(rest.len(), |end| end + 4);
                }
                '#' if self.line_start => {
                    let length = directive_length(rest);
                    if self.switched_off == 0 {
                        self.directives.push(Directive { text: &rest[1..length], start: self.at });
                    }
                    self.directive(&rest[1..length]);
                    self.at += length;
                }
                _ => {
                    let token = self.token(first);
                    if self.switched_off == 0 {
                        return Some(token);
                    }
                }
            }
        }
    }

    /// A preprocessor line, without its `#`.
    fn directive(&mut self, line: &str) {
        let line = line.trim_start();
        let word = line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len());
        let (word, condition) = line.split_at(word);
        let comment = ["//", "/*"].iter().filter_map(|comment| condition.find(comment)).min();
        let condition = condition[..comment.unwrap_or(condition.len())].trim();
        self.switched_off = match (word, self.switched_off) {
            ("if", 0) => usize::from(condition == "0"),
            (_, 0) => 0,
            ("if" | "ifdef" | "ifndef", open) => open + 1,
            ("endif", open) => open - 1,
            ("else" | "elif" | "elifdef" | "elifndef", 1) => 0,
            (_, open) => open,
        };
    }

    fn token(&mut self, first: char) -> Token<'a> {
        let rest = self.rest();
        let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (kind, length) = match first {
            '"' => (CTokenKind::Text, quoted_length(rest, '"')),
            '\'' => (CTokenKind::Other, quoted_length(rest, '\'')),
            _ if first.is_ascii_digit() => (CTokenKind::Other, word),
            _ if word > 0 => (CTokenKind::Word, word),
            _ => (CTokenKind::Mark(first), first.len_utf8()),
        };
        let token = Token { kind, text: &rest[..length], start: self.at };
        self.at += length;
        self.line_start = false;
        token
    }
}

/// Up to the end of the line, or of the last line that a backslash continues it to.
fn line_length(rest: &str) -> usize {
    let mut from = 0;
    while let Some(end) = rest[from..].find('\n').map(|end| from + end) {
        if !rest[..end].trim_end_matches('\r').ends_with('\\') {
            return end;
        }
        from = end + 1;
    }
    rest.len()
}

/// A preprocessor line; a comment in it may reach over its end.
fn directive_length(rest: &str) -> usize {
    let end = line_length(rest);
    let open = rest[..end].rfind("/*").filter(|open| !rest[*open..end].contains("*/"));
    let line_comment = rest[..end].find("//");
    match open.filter(|open| line_comment.is_none_or(|comment| *open < comment)) {
        Some(open) => rest[open..].find("*/").map_or(rest.len(), |close| open + close + 2),
        None => end,
    }
}

/// A literal with its quotes; one that is not closed ends with its line.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' if !escaped => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}
