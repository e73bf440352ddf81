//! The call of a guard: which of its arguments it covers.

use super::super::model::Guarded;
use super::Judge;
use super::path::read_path;

impl Judge<'_, '_> {
    /// A guard's call: closures in its arguments are covered, the rest is not.
    pub(super) fn guard_call(&mut self, guard: Guarded, at: usize, open: usize) -> usize {
        let close = self.tokens.partner(open);
        let arguments = self.arguments(open);
        if arguments.is_empty() {
            return self.blame(at, open + 1);
        }
        self.guard.get_or_insert(guard);
        for (from, to) in arguments {
            if !self.is_covered(from, to) {
                self.waiting.push((from, to));
            }
        }
        close + 1
    }

    /// The arguments of a call. A closure's parameters and its return type may hold commas.
    pub(super) fn arguments(&self, open: usize) -> Vec<(usize, usize)> {
        let close = self.tokens.partner(open);
        let mut arguments = Vec::new();
        let (mut from, mut at) = (open + 1, open + 1);
        while at < close {
            if at == from
                && let Some(body) = self.closure_body(at)
            {
                at = body;
                let typed = self.tokens.is(at, b'-') && self.tokens.is(at + 1, b'>');
                while typed && at < close && !self.tokens.opens(at, b'{') {
                    at = self.tokens.next(at);
                }
            }
            if self.tokens.is(at, b',') {
                arguments.push((from, at));
                from = at + 1;
            }
            at = self.tokens.next(at);
        }
        if from < close {
            arguments.push((from, close));
        }
        arguments
    }

    /// Whether an argument is a closure, in `AssertUnwindSafe` or not.
    fn is_covered(&self, from: usize, to: usize) -> bool {
        if self.closure_body(from).is_some() {
            return true;
        }
        if self.tokens.keyword(from).is_some_and(|word| word == "move") {
            return false;
        }
        let (path, open) = read_path(self.tokens, from);
        let wrapped = path.last() == Some(&"AssertUnwindSafe") && self.tokens.opens(open, b'(');
        wrapped && self.tokens.next(open) == to && {
            let inner = (open + 1, self.tokens.partner(open));
            self.closure_body(inner.0).is_some()
        }
    }
}
