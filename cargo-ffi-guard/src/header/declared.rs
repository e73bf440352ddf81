//! Which types a header declares: cbindgen writes the name of a type that it does not know, and says nothing.

use crate::c_tokens::{CTokenKind, Token, tokens};
use std::collections::BTreeSet;

/// The names that the header declares, and all others in it.
pub(super) struct Declared<'a> {
    types: BTreeSet<&'a str>,
    /// Those that are more than a name.
    defined: BTreeSet<&'a str>,
    words: BTreeSet<&'a str>,
}

impl<'a> Declared<'a> {
    pub(super) fn by(header: &'a str) -> Self {
        let tokens = tokens(header);
        let words =
            tokens.iter().filter(|token| token.kind == CTokenKind::Word).map(|token| token.text);
        let (mut types, mut defined) = (BTreeSet::new(), BTreeSet::new());
        for (at, token) in tokens.iter().enumerate() {
            let before =
                at.checked_sub(1).and_then(|at| tokens.get(at)).map_or("", |token| token.text);
            let declares = ["struct", "enum", "union", "class", "using", "}"].contains(&before);
            if token.kind == CTokenKind::Word && declares {
                types.insert(token.text);
                let has_body = tokens.get(at + 1).is_some_and(|next| next.is('{') || next.is(':'));
                defined
                    .extend((has_body || before == "}" || before == "using").then_some(token.text));
            }
            if token.text == "typedef" {
                let name = alias(&tokens[at + 1..]);
                types.extend(name);
                let tagged = |token: &&Token<'_>| ["struct", "union"].contains(&token.text);
                // `typedef struct x x;` says nothing of the size.
                let is_tag = tokens.get(at + 1).filter(tagged).is_some()
                    && tokens.get(at + 2).map(|tag| tag.text) == name
                    && tokens.get(at + 4).is_some_and(|end| end.is(';'));
                defined.extend(name.filter(|_| !is_tag));
            }
        }
        Self { types, defined, words: words.collect() }
    }

    pub(super) fn has_type(&self, name: &str) -> bool {
        self.types.contains(name)
    }

    /// Whether C knows the size of the type.
    pub(super) fn has_definition(&self, name: &str) -> bool {
        self.defined.contains(name)
    }

    /// Whether it stands anywhere.
    pub(super) fn has_word(&self, name: &str) -> bool {
        self.words.contains(name)
    }
}

/// The name that a `typedef` gives: the one after the type, or `name` in `(*name)`.
fn alias<'a>(tokens: &[Token<'a>]) -> Option<&'a str> {
    let mut depth = 0_usize;
    let mut last = None;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            CTokenKind::Mark(';') if depth == 0 => break,
            CTokenKind::Mark('(') => {
                let pointed = tokens.get(at + 1).filter(|token| token.is('*'));
                if let (Some(_), Some(name), 0) = (pointed, tokens.get(at + 2), depth) {
                    return Some(name.text);
                }
                depth += 1;
            }
            CTokenKind::Mark('{' | '[') => depth += 1,
            CTokenKind::Mark('}' | ')' | ']') => depth = depth.saturating_sub(1),
            CTokenKind::Word if depth == 0 => last = Some(token.text),
            _ => {}
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::Declared;

    #[test]
    fn types_are_told_from_their_uses() {
        let declared = Declared::by(
            "typedef struct a a;\n\
             typedef struct { int32_t x; other y; } b;\n\
             enum c { ONE };\n\
             typedef int32_t d;\n\
             typedef int32_t e[4];\n\
             typedef void (*f)(struct unseen *, int32_t used);\n\
             // struct comment\n\
             #define struct_in_macro struct directive\n\
             using g = int;\n\
             h *function(const i *x);\n",
        );
        for name in ["a", "b", "c", "d", "e", "f", "g"] {
            assert!(declared.has_type(name), "{name}");
        }
        for name in
            ["other", "h", "i", "x", "y", "used", "function", "comment", "directive", "int32_t"]
        {
            assert!(!declared.has_type(name), "{name}");
        }
        assert!(declared.has_word("function") && !declared.has_word("comment"));
    }
}
