//! Blanks the parts of a text that cannot matter to a reader of exports: parsing them would be most of the work.

use ffi_guard_scan::{Token, TokenKind, lex};
use std::collections::HashSet;
use std::ops::Range;

/// The words that make a function's body matter.
pub(crate) trait Relevance {
    /// Returns whether code with this word in it must be parsed.
    fn is_relevant(&self, word: &str) -> bool;

    /// Returns whether code that defines a function of this name must be parsed.
    fn is_relevant_function(&self, name: &str) -> bool;
}

/// Replaces documentation and the bodies of functions without a relevant word by blanks, so that everything else keeps
/// its bytes, lines and columns. Adds the name of every macro call and every name that may come to matter to `asked`.
/// Leaves a text with a lexical error as it is, for the parser to report.
pub(super) fn thin(text: &str, relevance: &dyn Relevance, asked: &mut HashSet<String>) -> String {
    let (tokens, fault) = lex(text);
    if fault.is_some() {
        return text.to_owned();
    }
    let mut thinner = Thinner { text, tokens: &tokens, relevance, asked, blanks: Vec::new() };
    thinner.file();
    thinner.blanks.sort_by_key(|blank| blank.start);
    thinner.blanked()
}

struct Thinner<'t> {
    text: &'t str,
    tokens: &'t [Token],
    relevance: &'t dyn Relevance,
    asked: &'t mut HashSet<String>,
    /// The bodies to blank, in bytes of the text.
    blanks: Vec<Range<usize>>,
}

/// The content of an item's braces.
enum Content<'t> {
    /// Items: of a module, an `impl` block, a trait.
    Items,
    /// The body of the function of this name.
    Body(&'t str),
    Other,
}

impl<'t> Thinner<'t> {
    fn file(&mut self) {
        let mut waiting = Vec::new();
        let mut next = Some(0..self.tokens.len());
        while let Some(items) = next {
            self.items(items, &mut waiting);
            next = waiting.pop();
        }
    }

    /// Reads items. Adds the ranges of nested items to `waiting`.
    fn items(&mut self, tokens: Range<usize>, waiting: &mut Vec<Range<usize>>) {
        let (mut start, mut at) = (tokens.start, tokens.start);
        while at < tokens.end {
            let next = self.next(at);
            match self.tokens[at].kind {
                TokenKind::Punct(b';') => {
                    self.search(start..next);
                    start = next;
                }
                TokenKind::Open(b'{') => {
                    waiting.extend(self.item(start..at, at + 1..next - 1));
                    start = next;
                }
                _ => {}
            }
            at = next;
        }
        self.search(start..tokens.end);
    }

    /// Reads an item from its head and the content of its braces. Returns the content if it consists of items.
    fn item(&mut self, head: Range<usize>, content: Range<usize>) -> Option<Range<usize>> {
        // With the brace, so that a macro's name is asked for.
        let in_head = self.search(head.start..head.end + 1);
        match self.content(head) {
            Content::Items => return Some(content),
            Content::Body(name) if !in_head && !self.relevance.is_relevant_function(name) => {
                if !self.search(content.clone()) {
                    self.blank(content);
                }
            }
            Content::Body(_) | Content::Other => {
                self.search(content);
            }
        }
        None
    }

    fn content(&self, head: Range<usize>) -> Content<'t> {
        let mut at = head.start;
        while at < head.end {
            match self.word(at) {
                None
                | Some(
                    "pub" | "unsafe" | "async" | "extern" | "safe" | "default" | "auto" | "const",
                ) => {}
                Some("mod" | "impl" | "trait") => return Content::Items,
                Some("fn") => {
                    let name = self.word(at + 1).filter(|_| at + 1 < head.end);
                    return name.map_or(Content::Other, |name| Content::Body(plain(name)));
                }
                Some(_) => return Content::Other,
            }
            at = self.next(at);
        }
        Content::Other
    }

    /// Returns whether the tokens contain a relevant word. Searches all of them, for the names in `asked`.
    fn search(&mut self, tokens: Range<usize>) -> bool {
        let (mut found, mut before) = (false, "");
        let mut attribute_end = 0;
        for at in tokens {
            match self.tokens[at].kind {
                TokenKind::Word => {
                    let word = plain(self.text_of(at));
                    let named = self.relevance.is_relevant_function(word);
                    // A word of an attribute may be another name of a guard.
                    if named || at < attribute_end {
                        self.ask(word);
                    }
                    found |= named && before == "fn" || self.relevance.is_relevant(word);
                    before = word;
                }
                TokenKind::Open(bracket) => {
                    if bracket == b'[' && self.is_attribute(at) {
                        attribute_end = attribute_end.max(self.tokens[at].partner as usize);
                    }
                    // The name of a function or a macro that is called.
                    self.ask(before);
                    before = "";
                }
                TokenKind::Punct(b'!') => {}
                _ => before = "",
            }
        }
        found
    }

    /// Returns whether the bracket at `open` is the one of `#[..]` or `#![..]`.
    fn is_attribute(&self, open: usize) -> bool {
        let punct = |back: usize| open.checked_sub(back).map(|at| self.tokens[at].kind);
        match punct(1) {
            Some(TokenKind::Punct(b'!')) => punct(2) == Some(TokenKind::Punct(b'#')),
            before => before == Some(TokenKind::Punct(b'#')),
        }
    }

    fn ask(&mut self, name: &str) {
        if !name.is_empty() && !self.asked.contains(name) {
            self.asked.insert(name.to_owned());
        }
    }

    /// Blanks the content of braces, unless that would change the column of what follows: no blank has four bytes.
    fn blank(&mut self, content: Range<usize>) {
        let (Some(first), Some(close)) =
            (self.tokens.get(content.start), self.tokens.get(content.end))
        else {
            return;
        };
        let bytes = first.start as usize..close.start as usize;
        let last_line = self.text[bytes.clone()].rsplit('\n').next().unwrap_or_default();
        if last_line.chars().all(|letter| letter.len_utf8() < 4) {
            self.blanks.push(bytes);
        }
    }

    /// Returns the index after this token, or after the group that it opens.
    fn next(&self, at: usize) -> usize {
        match self.tokens[at].kind {
            TokenKind::Open(_) => self.tokens[at].partner as usize + 1,
            _ => at + 1,
        }
    }

    fn word(&self, at: usize) -> Option<&'t str> {
        (self.tokens.get(at)?.kind == TokenKind::Word).then(|| self.text_of(at))
    }

    fn text_of(&self, at: usize) -> &'t str {
        let token = self.tokens[at];
        &self.text[token.start as usize..token.end as usize]
    }

    /// Returns the text with its blanks, and with plain comments in the place of documentation.
    fn blanked(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        let mut at = 0;
        for blank in &self.blanks {
            out.push_str(&self.text[at..blank.start]);
            out.extend(self.text[blank.clone()].chars().map(blank_of));
            at = blank.end;
        }
        out.push_str(&self.text[at..]);
        let mut bytes = out.into_bytes();
        let mut end = 0;
        for token in self.tokens {
            without_docs(&mut bytes[end..token.start as usize]);
            end = token.end as usize;
        }
        without_docs(&mut bytes[end..]);
        String::from_utf8(bytes).unwrap_or_else(|_| self.text.to_owned())
    }
}

/// Returns the name without `r#`.
fn plain(word: &str) -> &str {
    word.strip_prefix("r#").unwrap_or(word)
}

/// Returns white space with as many bytes, and if it can, as many characters.
fn blank_of(letter: char) -> &'static str {
    match letter {
        '\n' => "\n",
        _ => ["", " ", "\u{85}", "\u{2028}", "\u{85}\u{85}"][letter.len_utf8()],
    }
}

/// Turns the documentation between two tokens into plain comments.
fn without_docs(trivia: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = trivia[at..].iter().position(|byte| *byte == b'/') {
        at += found;
        let is_line = match trivia.get(at + 1) {
            Some(b'/') => true,
            Some(b'*') => false,
            _ => return,
        };
        let closing: &[u8] = if is_line { b"/" } else { b"*/" };
        match (trivia.get(at + 2), trivia.get(at + 3)) {
            (Some(b'!'), _) => trivia[at + 2] = b' ',
            (Some(mark), next)
                if *mark == closing[0] && !next.is_some_and(|next| closing.contains(next)) =>
            {
                trivia[at + 2] = b' ';
            }
            _ => {}
        }
        at += comment(&trivia[at..], is_line);
    }
}

/// Returns the length of the comment that begins here. Block comments nest.
fn comment(text: &[u8], is_line: bool) -> usize {
    if is_line {
        return text.iter().position(|byte| *byte == b'\n').unwrap_or(text.len());
    }
    let (mut depth, mut at) = (0, 0);
    while at + 1 < text.len() {
        match &text[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Words(&'static [&'static str]);

    impl Relevance for Words {
        fn is_relevant(&self, word: &str) -> bool {
            self.0.contains(&word)
        }

        fn is_relevant_function(&self, name: &str) -> bool {
            name == "catch"
        }
    }

    fn thinned(text: &str) -> String {
        thin(text, &Words(&["no_mangle", "mod"]), &mut HashSet::new())
    }

    /// `marked` is the text with `·` for each blank.
    fn assert_thinned(marked: &str, text: &str) {
        let thinned = thinned(text);
        assert_eq!(thinned.len(), text.len(), "{text}");
        assert_eq!(thinned, marked.replace('·', " "), "{text}");
    }

    #[test]
    fn bodies_without_a_relevant_word_are_blank() {
        assert_thinned(
            "fn f() {········}",
            "fn f() { a(b); }".replace(" a(b); ", "aaa(b);;").as_str(),
        );
        assert_thinned(
            "impl A { fn f() {·} const C: u8 = { 1 }; }",
            "impl A { fn f() {x} const C: u8 = { 1 }; }",
        );
        assert_thinned("pub const unsafe fn f() {·}", "pub const unsafe fn f() {x}");
    }

    #[test]
    fn what_may_matter_is_kept() {
        for text in [
            "#[no_mangle] fn f() { a }",
            "fn f() { mod m; }",
            "fn catch() { a }",
            "fn f() { fn catch() {} }",
            "macro_rules! m { () => { a } }",
            "struct S { a: u8 }",
            "fn f() {}",
            "fn f() { \"",
            "fn f() { a /* \u{1F600} */; b('\u{1F600}') } fn g() {}",
        ] {
            assert_eq!(thinned(text), text);
        }
    }

    #[test]
    fn everything_keeps_its_place() {
        let text = "fn f() { 'é'; '字'; '\u{1F600}';\n } fn g() {}";
        let thinned = thinned(text);
        let place = |text: &str| {
            let at = text.find("fn g").expect("the function");
            (at, text[..at].rsplit('\n').next().expect("a line").chars().count())
        };
        assert_eq!(place(&thinned), place(text));
        assert!(!thinned.contains('é'));
    }

    #[test]
    fn documentation_becomes_comments() {
        assert_eq!(
            thinned("//! a\n/// b\n// c\n//// d\nmod x;"),
            "//  a\n//  b\n// c\n//// d\nmod x;"
        );
        assert_eq!(
            thinned("/** a /* // */ */ mod x /*! b */; /**/ /*** c */ // \"/// d"),
            "/*  a /* // */ */ mod x /*  b */; /**/ /*** c */ // \"/// d"
        );
        assert_eq!(thinned("const A: &str = \"/// a\";"), "const A: &str = \"/// a\";");
    }

    #[test]
    fn names_that_are_called_are_asked_for() {
        let mut asked = HashSet::new();
        let text = "fn f() { a!(b); c(d); r#e! {} #[h] fn i() {} #[j(k)] #[l::m] fn n() { #![o = p] } } g! { catch }";
        thin(text, &Words(&[]), &mut asked);
        let mut asked: Vec<_> = asked.into_iter().collect();
        asked.sort();
        let attributes = ["h", "j", "k", "l", "m", "o", "p"];
        let mut expected =
            [&["a", "c", "catch", "e", "f", "g", "i", "n"][..], &attributes].concat();
        expected.sort_unstable();
        assert_eq!(asked, expected);
    }
}
