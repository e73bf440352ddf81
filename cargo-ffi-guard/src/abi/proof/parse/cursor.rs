//! A position in the tokens of a header.

use crate::c_tokens::{CTokenKind, Token};

/// Words that are followed by parentheses and belong to no type.
const ATTRIBUTES: [&str; 7] =
    ["__attribute__", "__attribute", "__declspec", "_Alignas", "__asm__", "__asm", "asm"];
/// Words that do not change a type, as far as the checks compare types.
const IGNORED: [&str; 19] = [
    "extern",
    "inline",
    "__inline",
    "__inline__",
    "register",
    "_Noreturn",
    "__extension__",
    "restrict",
    "__restrict",
    "__restrict__",
    "auto",
    "_Thread_local",
    "_Nullable",
    "_Nonnull",
    "_Null_unspecified",
    "__cdecl",
    "__stdcall",
    "__fastcall",
    "__thiscall",
];

/// A position in the tokens of a header.
pub(super) struct Cursor<'t, 'a> {
    tokens: &'t [Token<'a>],
    at: usize,
}

impl<'t, 'a> Cursor<'t, 'a> {
    pub(super) const fn new(tokens: &'t [Token<'a>]) -> Self {
        Self { tokens, at: 0 }
    }

    pub(super) const fn at(&self) -> usize {
        self.at
    }

    pub(super) const fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) const fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Returns the next token.
    pub(super) fn token(&self) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at)
    }

    /// Returns the token after the next one.
    pub(super) fn second(&self) -> Option<&'t Token<'a>> {
        self.tokens.get(self.at + 1)
    }

    /// Returns the text of the next token; empty at the end.
    pub(super) fn peek(&self) -> &'a str {
        self.token().map_or("", |token| token.text)
    }

    /// Returns the tokens from an earlier position up to this one.
    pub(super) fn since(&self, start: usize) -> &'t [Token<'a>] {
        self.tokens.get(start..self.at).unwrap_or_default()
    }

    /// Skips the next token if this is its text.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let is = self.token().is_some_and(|token| token.text == text);
        self.at += usize::from(is);
        is
    }

    /// Skips the next token if it is a word, and returns it.
    pub(super) fn word(&mut self) -> Option<&'t Token<'a>> {
        let token = self.token().filter(|token| token.kind == CTokenKind::Word)?;
        self.at += 1;
        Some(token)
    }

    pub(super) const fn skip(&mut self) {
        self.at += 1;
    }

    /// Skips a group in brackets.
    pub(super) fn skip_group(&mut self) {
        let mut depth = 0_usize;
        while let Some(token) = self.token() {
            self.at += 1;
            match token.kind {
                CTokenKind::Mark('(' | '[' | '{') => depth += 1,
                CTokenKind::Mark(')' | ']' | '}') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// Skips tokens and groups up to one of these marks.
    pub(super) fn skip_up_to(&mut self, ends: &[&str]) {
        while !self.is_at_end() && !ends.contains(&self.peek()) {
            if matches!(self.peek(), "(" | "{" | "[") { self.skip_group() } else { self.skip() }
        }
    }

    /// Skips up to the end of a declaration or the body of a function.
    pub(super) fn skip_statement(&mut self) {
        loop {
            self.skip_up_to(&[";", "}", "{"]);
            if self.peek() != "{" {
                return self.skip();
            }
            self.skip_group();
            if self.peek() != ";" && self.peek() != "," {
                return;
            }
        }
    }

    /// Returns the strings since an earlier position, which C joins.
    fn strings_since(&self, start: usize) -> String {
        let strings = self.since(start).iter().filter(|token| token.kind == CTokenKind::Text);
        strings.map(|token| token.text.trim_matches('"')).collect()
    }

    /// Skips attributes and words that do not change a type. Returns the assembler name among them.
    pub(super) fn attributes(&mut self) -> Option<String> {
        let mut symbol = None;
        loop {
            let word = self.peek();
            if ATTRIBUTES.contains(&word) {
                let start = self.at;
                self.skip();
                self.skip_group();
                if word.contains("asm") {
                    symbol = Some(self.strings_since(start));
                }
            } else if word == "[" && self.second().is_some_and(|next| next.is('[')) {
                self.skip_group();
            } else if IGNORED.contains(&word) {
                self.skip();
            } else {
                return symbol;
            }
        }
    }
}

/// Whether a word makes a type constant.
pub(super) fn is_const(word: &str) -> bool {
    ["const", "__const", "__const__"].contains(&word)
}

/// Whether a word is an attribute of a declarator.
pub(super) fn is_attribute(word: &str) -> bool {
    ATTRIBUTES.contains(&word) || word.starts_with("__") && IGNORED.contains(&word)
}
