//! A macro's input against the pattern of one rule.

use std::collections::BTreeMap;

use super::super::super::tokens::Tokens;
use super::fragments;

/// How deep groups and repetitions may nest in a pattern.
const MAX_DEPTH: usize = 64;

/// What a variable stands for.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    /// The input's tokens between two.
    Tokens(usize, usize),
    /// One binding for each turn of a repetition.
    Turns(Vec<Binding>),
}

pub(super) type Bindings<'p> = BTreeMap<&'p str, Binding>;

/// The bindings under which the pattern matches all of the input.
pub(super) fn matches<'p>(
    pattern: &Tokens<'p>,
    (from, to): (usize, usize),
    input: &Tokens<'_>,
    (start, end): (usize, usize),
) -> Option<Bindings<'p>> {
    let matcher = Matcher { pattern, input };
    let mut bindings = Bindings::new();
    let behind = matcher.sequence((from, to), (start, end), &[], &mut bindings, MAX_DEPTH)?;
    (behind == end).then_some(bindings)
}

struct Matcher<'m, 'p, 'i> {
    pattern: &'m Tokens<'p>,
    input: &'m Tokens<'i>,
}

/// `$( .. ) separator operator`
struct Repetition {
    inside: (usize, usize),
    separator: Option<usize>,
    operator: u8,
    behind: usize,
}

impl<'p> Matcher<'_, 'p, '_> {
    /// Matches the pattern from `from` to `to` at the start of the input; gives where it ends.
    /// `outer` are the texts that may stand behind all of it.
    fn sequence(
        &self,
        (from, to): (usize, usize),
        (start, end): (usize, usize),
        outer: &[&'p str],
        bindings: &mut Bindings<'p>,
        depth: usize,
    ) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let (mut at, mut here) = (from, start);
        while at < to {
            if let Some(repetition) = self.repetition(at, to) {
                let follow = self.follow(repetition.behind, to, outer);
                here = self.repeat(&repetition, (here, end), &follow, bindings, depth)?;
                at = repetition.behind;
            } else if let Some((name, fragment)) = self.variable(at) {
                let follow = self.follow(at + 4, to, outer);
                let behind = fragments::read(fragment, self.input, (here, end), &follow)?;
                bindings.insert(name, Binding::Tokens(here, behind));
                (at, here) = (at + 4, behind);
            } else if self.pattern.opens_any(at) {
                here = self.group(at, (here, end), bindings, depth)?;
                at = self.pattern.next(at);
            } else {
                let same = self.pattern.text_of(at, at + 1) == self.input.text_of(here, here + 1);
                if here >= end || !same {
                    return None;
                }
                (at, here) = (at + 1, here + 1);
            }
        }
        Some(here)
    }

    fn group(
        &self,
        at: usize,
        (here, end): (usize, usize),
        bindings: &mut Bindings<'p>,
        depth: usize,
    ) -> Option<usize> {
        if here >= end || self.pattern.kind(at) != self.input.kind(here) {
            return None;
        }
        let close = self.input.partner(here);
        let inside = (at + 1, self.pattern.partner(at));
        let behind = self.sequence(inside, (here + 1, close), &[], bindings, depth)?;
        (behind == close).then_some(close + 1)
    }

    fn repeat(
        &self,
        repetition: &Repetition,
        (start, end): (usize, usize),
        follow: &[&'p str],
        bindings: &mut Bindings<'p>,
        depth: usize,
    ) -> Option<usize> {
        let mut outer = follow.to_vec();
        outer.extend(repetition.separator.map(|at| self.pattern.text_of(at, at + 1)));
        if repetition.separator.is_none() {
            outer.extend(self.first(repetition.inside.0, repetition.inside.1));
        }
        let mut turns = Vec::new();
        let (mut here, mut next) = (start, start);
        while next < end {
            let mut turn = Bindings::new();
            let found = self.sequence(repetition.inside, (next, end), &outer, &mut turn, depth);
            let Some(behind) = found.filter(|behind| *behind > next) else { break };
            turns.push(turn);
            (here, next) = (behind, behind);
            if repetition.operator == b'?' {
                break;
            }
            if let Some(separator) = repetition.separator {
                let text = self.pattern.text_of(separator, separator + 1);
                if next >= end || self.input.text_of(next, next + 1) != text {
                    break;
                }
                next += 1;
            }
        }
        if turns.is_empty() && repetition.operator == b'+' {
            return None;
        }
        self.collect(repetition.inside, turns, bindings);
        Some(here)
    }

    /// Turns the bindings of each turn into one binding for each variable.
    fn collect(
        &self,
        (from, to): (usize, usize),
        turns: Vec<Bindings<'p>>,
        into: &mut Bindings<'p>,
    ) {
        for name in (from..to).filter_map(|at| self.variable(at).map(|(name, _)| name)) {
            into.insert(name, Binding::Turns(Vec::new()));
        }
        for turn in turns {
            for (name, binding) in turn {
                if let Some(Binding::Turns(turns)) = into.get_mut(name) {
                    turns.push(binding);
                }
            }
        }
    }

    fn repetition(&self, at: usize, to: usize) -> Option<Repetition> {
        if !(self.pattern.is(at, b'$') && self.pattern.opens(at + 1, b'(')) {
            return None;
        }
        let close = self.pattern.partner(at + 1);
        let operator = |at: usize| {
            let found = [b'*', b'+', b'?'].into_iter().find(|punct| self.pattern.is(at, *punct));
            found.filter(|_| at < to)
        };
        let inside = (at + 2, close);
        if let Some(operator) = operator(close + 1) {
            return Some(Repetition { inside, separator: None, operator, behind: close + 2 });
        }
        let operator = operator(close + 2)?;
        Some(Repetition { inside, separator: Some(close + 1), operator, behind: close + 3 })
    }

    /// `$name:fragment`
    fn variable(&self, at: usize) -> Option<(&'p str, &'p str)> {
        if !(self.pattern.is(at, b'$') && self.pattern.is(at + 2, b':')) {
            return None;
        }
        self.pattern.word(at + 1).zip(self.pattern.word(at + 3))
    }

    /// The texts that may stand at `at` of the pattern, or behind it where it may be empty.
    fn follow(&self, at: usize, to: usize, outer: &[&'p str]) -> Vec<&'p str> {
        let mut follow = Vec::new();
        let mut at = at;
        while at < to {
            let Some(repetition) = self.repetition(at, to) else {
                follow.extend(self.first(at, to));
                return follow;
            };
            follow.extend(self.first(repetition.inside.0, repetition.inside.1));
            if repetition.operator == b'+' {
                return follow;
            }
            at = repetition.behind;
        }
        follow.extend(outer);
        follow
    }

    /// The text that must stand first, if it is one.
    fn first(&self, at: usize, to: usize) -> Option<&'p str> {
        if at >= to {
            return None;
        }
        match self.variable(at) {
            Some((_, "block")) => Some("{"),
            Some((_, "vis")) => self.first(at + 4, to),
            Some(_) => None,
            None if self.pattern.is(at, b'$') => self.first(at + 2, to),
            None if self.pattern.is(at, b'=') && self.pattern.is(at + 1, b'>') => Some("=>"),
            None => Some(self.pattern.text_of(at, at + 1)),
        }
    }
}
