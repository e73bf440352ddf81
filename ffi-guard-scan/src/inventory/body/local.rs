//! Names that the function itself gives: they are not the library's.

use super::Judge;
use super::path::behind_turbofish;

impl Judge<'_, '_> {
    /// Whether the function itself gives the name to something: a parameter, a `let`, an item.
    pub(super) fn is_local(&mut self, path: &[&str]) -> bool {
        let [name] = path else { return false };
        if let Some(known) = self.locals.get(*name) {
            return *known;
        }
        let (from, to) = self.function;
        let (mut at, mut found) = (from, false);
        while at < to && !found {
            if self.tokens.keyword(at) == Some("use") {
                while at < to && !self.tokens.is(at, b';') {
                    at = self.tokens.next(at);
                }
            }
            found = self.tokens.word(at) == Some(*name) && self.is_binding(at);
            at += 1;
        }
        self.locals.insert((*name).to_owned(), found);
        found
    }

    /// Whether the word is anything but a call, a field or a part of a path.
    fn is_binding(&self, at: usize) -> bool {
        let before = |punct| at > 0 && self.tokens.is(at - 1, punct);
        if at > 0 && self.tokens.keyword(at - 1) == Some("fn") {
            return true;
        }
        let called = self.tokens.opens(behind_turbofish(self.tokens, at + 1), b'(');
        let path = self.tokens.is(at + 1, b':') && self.tokens.is(at + 2, b':');
        let segment = before(b':') && at > 1 && self.tokens.is(at - 2, b':');
        !called && !path && !segment && !before(b'.') && !self.tokens.is(at + 1, b'!')
    }
}
