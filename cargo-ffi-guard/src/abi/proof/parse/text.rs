//! Declarations as text.

use crate::c_tokens::{CTokenKind, Token};

/// Returns the tokens with one space where C's usual style has one.
pub(super) fn joined(tokens: &[Token<'_>]) -> String {
    let mut text = String::new();
    let mut before: Option<&Token<'_>> = None;
    for token in tokens {
        if before.is_some_and(|before| has_space(before, token)) {
            text.push(' ');
        }
        text.push_str(if token.text == "_Bool" { "bool" } else { token.text });
        before = Some(token);
    }
    text
}

fn has_space(before: &Token<'_>, token: &Token<'_>) -> bool {
    let is_word = |token: &Token<'_>| matches!(token.kind, CTokenKind::Word | CTokenKind::Other);
    let after_word = is_word(token) || token.is('*') || token.is('{');
    let after_mark = [',', ';', '{'].into_iter().any(|mark| before.is(mark));
    let before_group = token.is('}') || before.is('*') && token.is('(');
    is_word(before) && after_word || after_mark || before_group
}
