//! Operators that can panic, told from those that cannot.

use super::super::super::lexer::Kind;
use super::Judge;
use super::words::is_keyword;

impl Judge<'_, '_> {
    /// A closure's parameters, or an operator, or an alternative of a pattern.
    pub(super) fn bar(&mut self, at: usize, to: usize) -> usize {
        if self.operand_before(at) {
            let both = self.tokens.is(at + 1, b'|') && self.tokens.joined(at);
            return if both { at + 2 } else { at + 1 };
        }
        // The first alternative of an arm's pattern may have a bar in front.
        self.closure_body(at).filter(|body| *body <= to).unwrap_or(at + 1)
    }

    /// Whether what stands before `at` is a value, so that an operator behind it has two sides.
    pub(super) fn operand_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.tokens.kind(before) {
            Some(Kind::Word) => !self.tokens.keyword(before).is_some_and(is_keyword),
            Some(Kind::Other | Kind::Text) => true,
            Some(Kind::Close(b'}')) => !self.ends.contains(&before),
            Some(Kind::Close(b']')) => self.hash_of(before).is_none(),
            Some(Kind::Close(_)) => true,
            Some(Kind::Punct(b'?')) => true,
            _ => false,
        }
    }

    pub(super) fn is_arithmetic(&self, punct: u8, at: usize) -> bool {
        let two = |second| self.tokens.is(at + 1, second) && self.tokens.joined(at);
        match punct {
            b'*' => self.operand_before(at),
            // None of them starts a statement, whatever the brace before it seemed to end.
            b'+' | b'/' | b'%' => {
                self.operand_before(at)
                    || at > 0 && self.tokens.kind(at - 1) == Some(Kind::Close(b'}'))
            }
            // The negation of a number that is written out cannot overflow.
            b'-' => !two(b'>') && (self.operand_before(at) || !self.is_number(at + 1)),
            b'<' => self.operand_before(at) && two(b'<'),
            b'>' => self.operand_before(at) && two(b'>') && self.operand_at(at + 2),
            _ => false,
        }
    }

    fn is_number(&self, at: usize) -> bool {
        let text = self.tokens.text_of(at, at + 1);
        self.tokens.kind(at) == Some(Kind::Other) && text.starts_with(|c: char| c.is_ascii_digit())
    }

    fn operand_at(&self, at: usize) -> bool {
        match self.tokens.kind(at) {
            Some(Kind::Word) => !self.tokens.keyword(at).is_some_and(is_keyword),
            Some(Kind::Other | Kind::Open(b'(') | Kind::Punct(b'=')) => true,
            _ => false,
        }
    }
}
