//! Where statements begin and end: it tells a block from an expression, and an operator from a sign.

use super::super::super::lexer::Kind;
use super::Judge;

impl Judge<'_, '_> {
    /// Whether a statement or an arm's value starts at `at` for certain.
    pub(super) fn begins_statement(&self, at: usize) -> bool {
        let Some(mut before) = at.checked_sub(1) else { return false };
        while let Some(hash) = self.hash_of(before) {
            let Some(more) = hash.checked_sub(1) else { return false };
            before = more;
        }
        if self.tokens.is(before, b':') && before >= 2 {
            let label = self.tokens.text_of(before - 1, before);
            return label.starts_with('\'') && self.begins_statement(before - 1);
        }
        let arm = self.tokens.is(before, b'>') && self.tokens.is(before.wrapping_sub(1), b'=');
        arm || self.tokens.is(before, b';')
            || self.tokens.opens(before, b'{')
            || self.ends.contains(&before)
    }

    /// Notes the brace that ends the statement at `at`, if it is a block that needs no semicolon.
    pub(super) fn end_of_block(&mut self, at: usize, to: usize) {
        let brace = |from: usize| {
            let mut at = from;
            while at < to && !(self.tokens.opens(at, b'{') && at > from) {
                if self.tokens.is(at, b';') {
                    return None;
                }
                at = self.tokens.next(at);
            }
            (at < to).then(|| self.tokens.partner(at))
        };
        let end = match self.tokens.keyword(at) {
            _ if self.tokens.opens(at, b'{') => Some(self.tokens.partner(at)),
            Some("unsafe" | "loop" | "const") if self.tokens.opens(at + 1, b'{') => {
                Some(self.tokens.partner(at + 1))
            }
            Some("match" | "while") => brace(at + 1),
            Some("if") => {
                let mut end = brace(at + 1);
                while let Some(close) = end
                    && self.tokens.keyword(close + 1) == Some("else")
                {
                    let chained = self.tokens.keyword(close + 2) == Some("if");
                    end = if chained {
                        brace(close + 3)
                    } else {
                        Some(self.tokens.partner(close + 2))
                    };
                }
                end
            }
            _ => None,
        };
        // A block that goes on with a method or `?` is an expression after all.
        let goes_on = |end| self.tokens.is(end + 1, b'.') || self.tokens.is(end + 1, b'?');
        if let Some(end) = end.filter(|end| !goes_on(*end)) {
            self.ends.insert(end);
        }
    }

    /// The `#` of the attribute that ends at `close`.
    pub(super) fn hash_of(&self, close: usize) -> Option<usize> {
        if self.tokens.kind(close) != Some(Kind::Close(b']')) {
            return None;
        }
        let hash = self.tokens.partner(close).checked_sub(1)?;
        self.tokens.is(hash, b'#').then_some(hash)
    }

    /// Whether a statement may start at `at`.
    pub(super) fn starts_statement(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        self.hash_of(before).is_some()
            || self.tokens.is(before, b';')
            || matches!(self.tokens.kind(before), Some(Kind::Open(b'{') | Kind::Close(b'}')))
    }

    /// `let pattern: type = `: the pattern and the type run nothing. A closure that is only given a
    /// name runs nothing either: its call is judged where it stands.
    pub(super) fn binding(&mut self, let_at: usize, to: usize) -> usize {
        let mut at = let_at + 1;
        while at < to && !self.tokens.is(at, b'=') && !self.tokens.is(at, b';') {
            if self.tokens.keyword(at) == Some("let") {
                return at;
            }
            at = self.tokens.next(at);
        }
        let value = at + 1;
        match self.closure_body(value) {
            Some(body) if !self.followed_by_call(body, to) => self.end_of_expression(body, to),
            _ => value,
        }
    }

    /// Whether the closure's braces are followed by something other than the end of the statement.
    fn followed_by_call(&self, body: usize, to: usize) -> bool {
        let behind = self.tokens.next(body);
        self.tokens.opens(body, b'{') && behind < to && !self.tokens.is(behind, b';')
    }

    fn end_of_expression(&self, from: usize, to: usize) -> usize {
        let mut at = from;
        while at < to && !self.tokens.is(at, b';') && !self.tokens.is(at, b',') {
            at = self.tokens.next(at);
        }
        at
    }

    /// The body of the closure that starts at `at`.
    pub(super) fn closure_body(&self, at: usize) -> Option<usize> {
        let at = if self.tokens.keyword(at) == Some("move") { at + 1 } else { at };
        if !self.tokens.is(at, b'|') {
            return None;
        }
        let mut bar = at + 1;
        while bar < self.tokens.len() && !self.tokens.is(bar, b'|') {
            bar = self.tokens.next(bar);
        }
        Some(bar + 1)
    }
}
