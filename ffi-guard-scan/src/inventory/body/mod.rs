//! Whether a function's body stands in a guard as a whole.
//!
//! The text does not tell what panics, so the rule is conservative: outside the guard's own closure
//! only *quiet* code may stand. Quiet are paths and literals, `let`, `if`, `match`, `return`,
//! blocks, references, dereferences, casts, comparisons, fields, constructors (a name that begins
//! with a capital), nested items, closures that are bound to a name (a call of it is a call), and
//! the functions, methods and macros of [`quiet`](super::quiet), and blocks that go straight to
//! `abort()`. Everything else, above all any other call or macro, a call of a value, arithmetic, an
//! index and `?`, stands outside. A name that the crate gives to something of its own is that, not
//! the library's. What runs when values are dropped is not judged.
//!
//! `statement` and `operator` tell what a token means where it stands, `call`, `guard` and `local`
//! whose code it runs, `abort` where no panic comes out.

mod abort;
mod call;
mod guard;
mod local;
mod operator;
mod path;
mod statement;
mod words;

use std::collections::{HashMap, HashSet};

use super::super::head::Head;
use super::super::lexer::Kind;
use super::super::report::Item;
use super::super::tokens::Tokens;
use super::guards::Guards;
use super::model::Guarded;
pub(super) use path::{behind_angles, read_path};
use words::{is_item, is_keyword};

/// What the body of a function says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// All of it is in this guard.
    Guarded(Guarded),
    /// Some of it is, and the tokens from `from` to `to` are not.
    Partly { by: Guarded, from: usize, to: usize },
    /// There is no guard.
    Open,
}

/// How deep a guard's macro may stand in another one of the crate.
const MAX_DEPTH: usize = 8;
/// How far before a body its function's `fn` is looked for.
const MAX_SIGNATURE: usize = 4096;

/// Judges the body whose brace is at `open`.
pub(super) fn judge(tokens: &Tokens<'_>, open: usize, guards: Guards<'_>) -> Body {
    let close = tokens.partner(open);
    let mut judge = Judge::new(tokens, (function(tokens, open), close), guards, MAX_DEPTH);
    judge.run((open + 1, close));
    match (judge.guard, judge.outside) {
        (None, _) => Body::Open,
        (Some(guard), None) => Body::Guarded(guard),
        (Some(by), Some((from, to))) => Body::Partly { by, from, to },
    }
}

struct Judge<'j, 'a> {
    tokens: &'j Tokens<'a>,
    guards: Guards<'j>,
    depth: usize,
    /// The macro whose expansion this is.
    within: &'j str,
    /// The function, its parameters included.
    function: (usize, usize),
    guard: Option<Guarded>,
    /// The first tokens that are not quiet.
    outside: Option<(usize, usize)>,
    waiting: Vec<(usize, usize)>,
    /// The braces that end a statement: what follows them has no left side.
    ends: HashSet<usize>,
    /// Which names the function gives to something of its own.
    locals: HashMap<String, bool>,
}

impl<'j, 'a> Judge<'j, 'a> {
    fn new(
        tokens: &'j Tokens<'a>,
        function: (usize, usize),
        guards: Guards<'j>,
        depth: usize,
    ) -> Self {
        Self {
            tokens,
            guards,
            depth,
            within: "",
            function,
            guard: None,
            outside: None,
            waiting: Vec::new(),
            ends: HashSet::new(),
            locals: HashMap::new(),
        }
    }

    fn run(&mut self, range: (usize, usize)) {
        self.waiting.push(range);
        while let Some((from, to)) = self.waiting.pop() {
            let mut at = from;
            // Of an expansion only the verdict is asked for, which the first fault gives.
            while at < to && (self.depth == MAX_DEPTH || self.outside.is_none()) {
                // Only ever forward.
                at = self.step(at, to).max(at + 1);
            }
        }
    }

    /// Judges what stands at `at`; gives what follows it.
    fn step(&mut self, at: usize, to: usize) -> usize {
        if let Some(bracket) = self.attribute(at) {
            return self.tokens.next(bracket);
        }
        if self.begins_statement(at) {
            self.end_of_block(at, to);
        }
        match self.tokens.kind(at) {
            Some(Kind::Word) => self.word(at, to),
            Some(Kind::Open(b'{')) if self.ends_the_process(at) => self.tokens.next(at),
            Some(Kind::Open(b'[' | b'(')) if self.operand_before(at) => self.blame(at, at + 1),
            Some(Kind::Punct(b'.')) => self.method(at, to),
            Some(Kind::Punct(b'|')) => self.bar(at, to),
            Some(Kind::Punct(b'?')) => self.blame(at, at + 1),
            Some(Kind::Punct(punct)) if self.is_arithmetic(punct, at) => self.blame(at, at + 1),
            _ => at + 1,
        }
    }

    fn attribute(&self, at: usize) -> Option<usize> {
        self.tokens.outer_attribute(at).or_else(|| self.tokens.inner_attribute(at))
    }

    fn blame(&mut self, from: usize, to: usize) -> usize {
        if self.outside.is_none_or(|(first, _)| from < first) {
            self.outside = Some((from, to));
        }
        to
    }

    fn word(&mut self, at: usize, to: usize) -> usize {
        match self.tokens.keyword(at) {
            Some("let") => self.binding(at, to),
            Some("for" | "await" | "yield") => self.blame(at, at + 1),
            Some(word) if is_item(word) && self.starts_statement(at) => self.item(at, to),
            Some(word) if is_keyword(word) => at + 1,
            _ => self.path(at, to),
        }
    }

    /// Steps over an item; `const {` and `unsafe {` are expressions, `union` may be a name.
    fn item(&mut self, at: usize, to: usize) -> usize {
        let head = Head::read(self.tokens, at);
        let expression = head.item == Item::Other && head.is_expression();
        if expression {
            return at + 1;
        }
        let end = head.extent(self.tokens, at, to);
        self.ends.insert(end.saturating_sub(1));
        end
    }
}

/// The `fn` of the function whose body opens at `open`; the body where there is none.
fn function(tokens: &Tokens<'_>, open: usize) -> usize {
    let mut at = open;
    while let Some(before) = at.checked_sub(1).filter(|at| open - at < MAX_SIGNATURE) {
        let ended = tokens.is(before, b';') || tokens.opens_any(before);
        if ended || tokens.kind(before) == Some(Kind::Close(b'}')) {
            return open;
        }
        at = if tokens.closes(before) { tokens.partner(before).min(before) } else { before };
        if tokens.keyword(at) == Some("fn") && !tokens.opens(at + 1, b'(') {
            return at;
        }
    }
    open
}
