//! The declarators of one declaration, and the names of those that declare a function.

use super::statements::group_end;
use crate::c_tokens::{CTokenKind, Token};

/// Words in front of parentheses that are not functions.
pub(super) const ATTRIBUTES: [&str; 20] = [
    "__attribute__",
    "__attribute",
    "__declspec",
    "_Alignas",
    "alignas",
    "__asm__",
    "__asm",
    "asm",
    "noexcept",
    "throw",
    "_Static_assert",
    "static_assert",
    "__extension__",
    "decltype",
    "_Atomic",
    "typeof",
    "__typeof",
    "__typeof__",
    "typeof_unqual",
    "__typeof_unqual__",
];

/// Without the commas inside of brackets.
pub(super) fn split_at_commas<'t, 'a>(statement: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(token) = statement.get(at) {
        match token.kind {
            CTokenKind::Mark('(' | '[' | '{') => at = group_end(statement, at),
            CTokenKind::Mark(',') => {
                parts.push(&statement[start..at]);
                at += 1;
                start = at;
            }
            _ => at += 1,
        }
    }
    parts.push(&statement[start..]);
    parts
}

/// The name of the function that a declarator declares.
pub(super) fn declared<'t, 'a>(part: &'t [Token<'a>]) -> Option<&'t Token<'a>> {
    let (mut wrapped, mut shouted) = (None, None);
    for group in groups(part) {
        if group.is_declarator() {
            return group.nested();
        }
        let Some(name) = group.before.filter(|name| !ATTRIBUTES.contains(&name.text)) else {
            continue;
        };
        let in_front = group.wraps_parameters().then(|| &part[group.at - 2]);
        if !is_shouted(name.text) {
            return in_front.filter(|name| name.kind == CTokenKind::Word).or(Some(name));
        }
        wrapped = wrapped.or(in_front.filter(|name| name.kind == CTokenKind::Word));
        // In capitals it is a macro, unless nothing else can be the name. A name has a type before it.
        shouted = shouted.or(Some(name).filter(|_| group.at > 1));
    }
    wrapped.or(shouted)
}

/// Parentheses outside others, before an initialiser.
struct Group<'t, 'a> {
    /// The index of the opening one.
    at: usize,
    before: Option<&'t Token<'a>>,
    inner: &'t [Token<'a>],
    after: Option<&'t Token<'a>>,
}

fn groups<'t, 'a>(part: &'t [Token<'a>]) -> Vec<Group<'t, 'a>> {
    let (mut groups, mut at) = (Vec::new(), 0);
    while let Some(token) = part.get(at).filter(|token| !token.is('=')) {
        let end = match token.kind {
            CTokenKind::Mark('(' | '[' | '{') => group_end(part, at),
            _ => at + 1,
        };
        if token.is('(') {
            let before = at.checked_sub(1).map(|before| &part[before]);
            groups.push(Group {
                at,
                before: before.filter(|token| token.kind == CTokenKind::Word),
                inner: part.get(at + 1..end - 1).unwrap_or_default(),
                after: part.get(end),
            });
        }
        at = end;
    }
    groups
}

impl<'t, 'a> Group<'t, 'a> {
    /// `int (*f)(void)`, `int (f)(void)`, `int (*p)[3]`: a declarator and no parameters.
    fn is_declarator(&self) -> bool {
        let attribute = self.before.is_some_and(|name| ATTRIBUTES.contains(&name.text));
        let pointer = self.inner.first().is_some_and(|token| token.is('*') || token.is('^'));
        !attribute && (pointer || self.after.is_some_and(|token| token.is('(')))
    }

    /// `int f PARAMS((void))`: what stands before is a macro for the parameters. A type and a name precede it.
    fn wraps_parameters(&self) -> bool {
        let opens = self.inner.first().is_some_and(|token| token.is('('));
        self.at > 2 && opens && group_end(self.inner, 0) == self.inner.len()
    }

    /// The function inside: `*signal(int)` and `f` are ones, `*callback` is a variable.
    fn nested(&self) -> Option<&'t Token<'a>> {
        if let Some(group) = groups(self.inner).first() {
            return group.before;
        }
        let pointer = self.inner.iter().any(|token| token.is('*') || token.is('^'));
        self.inner.last().filter(|token| token.kind == CTokenKind::Word && !pointer)
    }
}

/// `int f(void) __asm__("g")` is the symbol `g`.
pub(super) fn assembler_name(part: &[Token<'_>]) -> Option<String> {
    let asm = part.iter().position(|token| ["__asm__", "__asm", "asm"].contains(&token.text))?;
    let strings = part.get(asm + 2..group_end(part, asm + 1))?;
    let mut strings = strings.iter().filter(|it| it.kind == CTokenKind::Text).peekable();
    // C joins several strings.
    strings.peek()?;
    Some(strings.map(|it| it.text.trim_matches('"')).collect())
}

fn is_shouted(name: &str) -> bool {
    !name.contains(|c: char| c.is_lowercase())
}
