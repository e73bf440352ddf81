//! Source text to tokens: enough to tell code from comments and literals, and to pair brackets.
//!
//! Tokens are offsets into the source, so lexing allocates nothing but the token list. Brackets are
//! paired here once; everything later jumps over a group instead of descending into it.

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identifier or keyword, raw ones with their `r#`.
    Word,
    /// `'a`.
    Lifetime,
    /// A string literal: `"`, `r`, `b`, `br`, `c` and `cr`.
    Text,
    /// A character, byte or number.
    Other,
    /// One character of punctuation.
    Punct(u8),
    /// An opening bracket.
    Open(u8),
    /// A closing bracket.
    Close(u8),
}

/// A token and its place in the source, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// The kind.
    pub kind: Kind,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
    /// For a bracket, the index of its partner, or one past the last token if it has none.
    pub partner: u32,
}

/// An error in a file's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The first byte of the faulty token.
    pub at: usize,
    /// The reason: an open comment, string or bracket.
    pub what: &'static str,
}

/// Returns the tokens of `source` and its first fault, if any. Lexing continues after a fault.
#[must_use]
pub fn lex(source: &str) -> (Vec<Token>, Option<Fault>) {
    let mut lexer = Lexer {
        source,
        bytes: source.as_bytes(),
        at: 0,
        tokens: Vec::with_capacity(source.len() / 6),
        open: Vec::new(),
        fault: None,
    };
    lexer.shebang();
    while lexer.at < lexer.bytes.len() {
        lexer.token();
    }
    lexer.close_all();
    (lexer.tokens, lexer.fault)
}

struct Lexer<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    tokens: Vec<Token>,
    open: Vec<u32>,
    fault: Option<Fault>,
}

impl Lexer<'_> {
    /// Skips a shebang line, unless the first token after `#!` makes it an attribute.
    fn shebang(&mut self) {
        if !self.bytes.starts_with(b"#!") {
            return;
        }
        self.at = 2;
        while self.trivia() {}
        let attribute = self.peek(0) == b'[';
        self.at = 0;
        // A comment that is not closed is found again by the lexing proper.
        self.fault = None;
        if !attribute {
            self.line();
        }
    }

    fn token(&mut self) {
        if self.trivia() {
            return;
        }
        let start = self.at;
        match self.bytes[start] {
            b'"' => self.string(start),
            b'\'' => self.quote(start),
            b'0'..=b'9' => self.number(start),
            bracket @ (b'(' | b'[' | b'{') => self.opening(bracket),
            bracket @ (b')' | b']' | b'}') => self.closing(bracket),
            byte if is_word_start(byte) => self.word(start),
            byte => self.push(Kind::Punct(byte), start, start + 1),
        }
    }

    /// Steps over one piece of white space or one comment; false if there is none.
    fn trivia(&mut self) -> bool {
        match (self.peek(0), self.peek(1)) {
            (b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C, _) => self.spaces(),
            (b'/', b'/') => self.line(),
            (b'/', b'*') => self.block_comment(),
            (0x80.., _) => return self.wide_space(),
            _ => return false,
        }
        true
    }

    fn spaces(&mut self) {
        self.at += 1;
        while self.at < self.bytes.len() && matches!(self.bytes[self.at], b' ' | b'\n') {
            self.at += 1;
        }
    }

    /// White space beyond ASCII: next line, the two direction marks, the two separators.
    fn wide_space(&mut self) -> bool {
        let Some(first) = self.source.get(self.at..).and_then(|rest| rest.chars().next()) else {
            return false;
        };
        let space = matches!(first, '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}');
        if space {
            self.at += first.len_utf8();
        }
        space
    }

    fn line(&mut self) {
        while self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
            self.at += 1;
        }
    }

    fn block_comment(&mut self) {
        let start = self.at;
        let mut depth = 1_usize;
        self.at += 2;
        while depth > 0 && self.at < self.bytes.len() {
            match (self.peek(0), self.peek(1)) {
                (b'/', b'*') => (depth, self.at) = (depth + 1, self.at + 2),
                (b'*', b'/') => (depth, self.at) = (depth - 1, self.at + 2),
                _ => self.at += 1,
            }
        }
        if depth > 0 {
            self.blame(start, "a block comment is not closed");
        }
    }

    /// A string whose opening quote is at `self.at`; `start` is where its prefix starts.
    fn string(&mut self, start: usize) {
        self.at += 1;
        loop {
            match self.peek(0) {
                b'"' => break,
                _ if self.at >= self.bytes.len() => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        if self.at >= self.bytes.len() {
            self.blame(start, "a string is not closed");
        }
        self.push(Kind::Text, start, self.at + 1);
    }

    /// A raw string whose first `#` or quote is at `self.at`; false if it is not one.
    fn raw_string(&mut self, start: usize) -> bool {
        let mut hashes = 0;
        while self.peek(hashes) == b'#' {
            hashes += 1;
        }
        if self.peek(hashes) != b'"' {
            return false;
        }
        self.at += hashes + 1;
        while self.at < self.bytes.len() {
            self.at += 1;
            if self.bytes[self.at - 1] == b'"' && (0..hashes).all(|i| self.peek(i) == b'#') {
                self.push(Kind::Text, start, self.at + hashes);
                return true;
            }
        }
        self.blame(start, "a raw string is not closed");
        self.push(Kind::Text, start, self.at);
        true
    }

    /// `'a'` is a character, `'a` a lifetime, and a quote with neither behind it is punctuation.
    fn quote(&mut self, start: usize) {
        if self.peek(1) == b'\\' {
            return self.escaped_character(start);
        }
        let after = self.source[start + 1..].chars().next().map_or(1, char::len_utf8) + 1;
        if self.peek(1) != b'\'' && self.peek(after) == b'\'' {
            return self.push(Kind::Other, start, start + after + 1);
        }
        let mut end = start + 1;
        while end < self.bytes.len() && is_word(self.bytes[end]) {
            end += 1;
        }
        let kind = if end == start + 1 { Kind::Punct(b'\'') } else { Kind::Lifetime };
        self.push(kind, start, end);
    }

    /// `'\n'`, `'\''`, `'\u{1F}'`: up to the next quote, and never beyond the line.
    fn escaped_character(&mut self, start: usize) {
        let mut end = start + 3;
        while end < self.bytes.len() && !matches!(self.bytes[end], b'\'' | b'\n') {
            end += 1;
        }
        if self.bytes.get(end) != Some(&b'\'') {
            self.blame(start, "a character literal is not closed");
        }
        self.push(Kind::Other, start, end + 1);
    }

    /// Digits, suffix and radix alike. A fraction or a signed exponent falls into several tokens,
    /// which nothing here tells from one; and so `1..2` and `1.e3` need no care.
    fn number(&mut self, start: usize) {
        let mut end = start + 1;
        while end < self.bytes.len() && is_word(self.bytes[end]) {
            end += 1;
        }
        self.push(Kind::Other, start, end);
    }

    fn word(&mut self, start: usize) {
        self.at = self.word_end(start);
        let quoted = match (&self.bytes[start..self.at], self.peek(0)) {
            (b"r" | b"br" | b"cr", b'"' | b'#') => self.raw_string(start),
            (b"b" | b"c", b'"') => {
                self.string(start);
                true
            }
            (b"b", b'\'') => {
                // The prefix of a byte is dropped: nothing here asks for its value.
                self.quote(self.at);
                true
            }
            _ => false,
        };
        if quoted {
            return;
        }
        let raw = self.at == start + 1
            && self.bytes[start] == b'r'
            && self.peek(0) == b'#'
            && is_word_start(self.peek(1));
        let end = if raw { self.word_end(start + 2) } else { self.at };
        self.push(Kind::Word, start, end);
    }

    /// Where the word that starts at `start` ends, white space beyond ASCII excluded.
    fn word_end(&self, start: usize) -> usize {
        let mut end = start;
        while end < self.bytes.len() && is_word(self.bytes[end]) {
            end += 1;
        }
        let word = self.source.get(start..end).unwrap_or_default();
        let stop = |c| matches!(c, '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}');
        if word.is_ascii() { end } else { start + word.find(stop).unwrap_or(word.len()) }
    }

    fn opening(&mut self, bracket: u8) {
        self.open.push(index(self.tokens.len()));
        self.push(Kind::Open(bracket), self.at, self.at + 1);
    }

    fn closing(&mut self, bracket: u8) {
        let me = index(self.tokens.len());
        let start = self.at;
        self.push(Kind::Close(bracket), start, start + 1);
        let Some(partner) = self.open.pop() else {
            return self.blame(start, "a bracket is closed that was never opened");
        };
        let opening = &mut self.tokens[partner as usize];
        opening.partner = me;
        let (kind, at) = (opening.kind, opening.start as usize);
        self.tokens[me as usize].partner = partner;
        if kind != Kind::Open(counterpart(bracket)) {
            self.blame(at, "a bracket is closed by one of another kind");
        }
    }

    /// Brackets left open end with the file.
    fn close_all(&mut self) {
        let end = index(self.tokens.len());
        while let Some(open) = self.open.pop() {
            let token = &mut self.tokens[open as usize];
            token.partner = end;
            let at = token.start as usize;
            self.blame(at, "a bracket is not closed");
        }
        for token in &mut self.tokens {
            token.partner = token.partner.min(end);
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        // A literal cut off by the end of the file may claim one byte more than there is.
        let end = end.min(self.bytes.len());
        self.tokens.push(Token { kind, start: index(start), end: index(end), partner: u32::MAX });
        self.at = end;
    }

    fn blame(&mut self, at: usize, what: &'static str) {
        if self.fault.is_none_or(|fault| at < fault.at) {
            self.fault = Some(Fault { at, what });
        }
    }

    /// The byte `ahead` of the current one; NUL beyond the end, which no token starts with.
    fn peek(&self, ahead: usize) -> u8 {
        let at = self.at + ahead;
        if at < self.bytes.len() { self.bytes[at] } else { 0 }
    }
}

/// Files are far smaller than 4 GiB, so an offset or an index always fits.
fn index(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

fn counterpart(closing: u8) -> u8 {
    match closing {
        b')' => b'(',
        b']' => b'[',
        _ => b'{',
    }
}

fn is_word_start(byte: u8) -> bool {
    is_word(byte) && !byte.is_ascii_digit()
}

/// Returns whether a byte can be part of a word. Uses a table because this runs for most bytes, and in debug
/// builds, where nothing is inlined.
fn is_word(byte: u8) -> bool {
    const WORD: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < table.len() {
            table[byte] =
                byte >= 0x80 || byte == b'_' as usize || (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        table
    };
    WORD[byte as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts of all tokens, so that a case reads like its source.
    fn texts(source: &str) -> Vec<&str> {
        let (tokens, fault) = lex(source);
        assert_eq!(fault, None, "{source}");
        tokens.iter().map(|t| &source[t.start as usize..t.end as usize]).collect()
    }

    fn fault(source: &str) -> Option<(usize, &'static str)> {
        lex(source).1.map(|fault| (fault.at, fault.what))
    }

    #[test]
    fn literals_hide_their_contents() {
        assert_eq!(texts(r##"x r#"a " ] b"# y"##), ["x", r##"r#"a " ] b"#"##, "y"]);
        assert_eq!(texts(r#"x b"\"]" y"#), ["x", r#"b"\"]""#, "y"]);
        assert_eq!(texts(r#"c"a]" cr"\" z"#), [r#"c"a]""#, r#"cr"\""#, "z"]);
        assert_eq!(texts(r##"br#"]"# z"##), [r##"br#"]"#"##, "z"]);
        assert_eq!(texts("\"a\\\\\" z"), ["\"a\\\\\"", "z"]);
    }

    #[test]
    fn characters_and_lifetimes_are_told_apart() {
        assert_eq!(texts("'a' 'a x"), ["'a'", "'a", "x"]);
        assert_eq!(texts(r"'\'' '\u{27}' z"), [r"'\''", r"'\u{27}'", "z"]);
        assert_eq!(texts("b'\"' b'\\'' b'[' z"), ["'\"'", "'\\''", "'['", "z"]);
        assert_eq!(texts("'日' '(' z"), ["'日'", "'('", "z"]);
        assert_eq!(texts("<'a,'b>"), ["<", "'a", ",", "'b", ">"]);
        assert_eq!(texts("''' z"), ["'", "'", "'", "z"]);
    }

    #[test]
    fn words_keep_their_raw_prefix() {
        assert_eq!(texts("r#mod r # x"), ["r#mod", "r", "#", "x"]);
        assert_eq!(texts("größe"), ["größe"]);
        assert_eq!(texts("a\u{2028}b\u{85}"), ["a", "b"]);
    }

    #[test]
    fn numbers_end_before_a_dot() {
        assert_eq!(texts("1..2"), ["1", ".", ".", "2"]);
        assert_eq!(texts("1.e3(\"]\")"), ["1", ".", "e3", "(", "\"]\"", ")"]);
        assert_eq!(texts("0x1e+3 1e-3_f64"), ["0x1e", "+", "3", "1e", "-", "3_f64"]);
    }

    #[test]
    fn comments_nest_and_vanish() {
        assert_eq!(texts("a /* /* ] */ \" */ b // ]\r\nc /// d\n"), ["a", "b", "c"]);
        assert_eq!(texts("a /*/ ] */ b"), ["a", "b"]);
        assert_eq!(fault("x /* /* */"), Some((2, "a block comment is not closed")));
    }

    #[test]
    fn a_shebang_is_no_attribute() {
        assert_eq!(texts("#!/bin/sh ]\nx"), ["x"]);
        assert_eq!(texts("#! /* c */ // d\n [a]"), ["#", "!", "[", "a", "]"]);
        assert_eq!(texts("#!"), Vec::<&str>::new());
    }

    #[test]
    fn brackets_know_their_partners() {
        let (tokens, fault) = lex("( [ ] { } )");
        assert_eq!(fault, None);
        assert_eq!(tokens.iter().map(|t| t.partner).collect::<Vec<_>>(), [5, 2, 1, 4, 3, 0]);
    }

    #[test]
    fn faults_are_placed_and_partners_stay_in_range() {
        assert_eq!(fault("a ( b"), Some((2, "a bracket is not closed")));
        assert_eq!(fault("a ) b"), Some((2, "a bracket is closed that was never opened")));
        assert_eq!(fault("( ]"), Some((0, "a bracket is closed by one of another kind")));
        assert_eq!(fault("a \"b"), Some((2, "a string is not closed")));
        assert_eq!(fault("a \"b\\"), Some((2, "a string is not closed")));
        assert_eq!(fault("a r#\"b\""), Some((2, "a raw string is not closed")));
        assert_eq!(fault("'\\"), Some((0, "a character literal is not closed")));
        for source in ["((", "))", "a", "([)"] {
            let (tokens, _) = lex(source);
            assert!(tokens.iter().all(|t| t.partner as usize <= tokens.len()), "{source}");
        }
    }
}
