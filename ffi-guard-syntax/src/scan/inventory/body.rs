//! Whether a function's body stands in a guard as a whole.
//!
//! The text does not tell what panics, so the rule is conservative: outside the guard's own closure
//! only *quiet* code may stand. Quiet are paths and literals, `let`, `if`, `match`, `return`,
//! blocks, references, dereferences, casts, comparisons, fields, constructors (a name that begins
//! with a capital), nested items, closures that are bound to a name (a call of it is a call), and
//! the functions, methods and macros of [`quiet`](super::quiet), and blocks that go straight to
//! `abort()`. Everything else, above all any
//! other call or macro, arithmetic, an index and `?`, stands outside. What runs when values are
//! dropped is not judged.

use super::super::head::Head;
use super::super::lexer::Kind;
use super::super::report::Item;
use super::super::tokens::Tokens;
use super::expand::{Origin, expand};
use super::guards::Guards;
use super::known::Form;
use super::model::Guarded;
use super::quiet;

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
/// How many tokens the generic arguments of a path may have.
const MAX_ANGLES: usize = 1024;
/// How long a macro's input may be for its expansion to be judged as well.
const MAX_INPUT: usize = 1 << 16;

/// Judges the body whose brace is at `open`.
pub(super) fn judge(tokens: &Tokens<'_>, open: usize, guards: Guards<'_>) -> Body {
    judge_range(tokens, (open + 1, tokens.partner(open)), guards, MAX_DEPTH)
}

fn judge_range(
    tokens: &Tokens<'_>,
    range: (usize, usize),
    guards: Guards<'_>,
    depth: usize,
) -> Body {
    let waiting = vec![range];
    let mut judge = Judge { tokens, guards, depth, guard: None, outside: None, waiting };
    while let Some((from, to)) = judge.waiting.pop() {
        let mut at = from;
        while at < to {
            // Only ever forward.
            at = judge.step(at, to).max(at + 1);
        }
    }
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
    guard: Option<Guarded>,
    /// The first tokens that are not quiet.
    outside: Option<(usize, usize)>,
    waiting: Vec<(usize, usize)>,
}

impl Judge<'_, '_> {
    /// Judges what stands at `at`; gives what follows it.
    fn step(&mut self, at: usize, to: usize) -> usize {
        if let Some(bracket) = self.attribute(at) {
            return self.tokens.next(bracket);
        }
        match self.tokens.kind(at) {
            Some(Kind::Word) => self.word(at, to),
            Some(Kind::Open(b'{')) if self.ends_the_process(at) => self.tokens.next(at),
            Some(Kind::Open(b'[')) if self.operand_before(at) => self.blame(at, at + 1),
            Some(Kind::Punct(b'.')) => self.method(at, to),
            Some(Kind::Punct(b'|')) => self.bar(at, to),
            Some(Kind::Punct(b'?')) => self.blame(at, at + 1),
            Some(Kind::Punct(punct)) if self.is_arithmetic(punct, at) => self.blame(at, at + 1),
            _ => at + 1,
        }
    }

    /// Whether a block goes straight to `abort()`, as its last expression or in an `unsafe` block
    /// there: a panic on the way, while it says why, would end the process as well.
    fn ends_the_process(&self, open: usize) -> bool {
        let Some(call) = self.final_abort(open) else { return false };
        !(open..call).any(|at| {
            matches!(self.tokens.keyword(at), Some("return" | "break" | "continue"))
                || self.tokens.is(at, b'?')
        })
    }

    /// The `abort` with whose call the block ends.
    fn final_abort(&self, open: usize) -> Option<usize> {
        let (mut open, mut close) = (open, self.tokens.partner(open));
        loop {
            let semicolon = self.tokens.is(close.saturating_sub(1), b';');
            let last = close.checked_sub(1 + usize::from(semicolon))?;
            let inner = self.tokens.partner(last);
            if inner <= open || inner >= last {
                return None;
            }
            if self.tokens.opens(inner, b'{') && self.tokens.keyword(inner - 1) == Some("unsafe") {
                (open, close) = (inner, last);
                continue;
            }
            let call = inner - 1;
            let method = self.tokens.is(call.wrapping_sub(1), b'.');
            let aborts = self.tokens.word(call) == Some("abort") && !method && call > open;
            return (aborts && self.tokens.opens(inner, b'(') && inner + 1 == last).then_some(call);
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
        if expression { at + 1 } else { head.extent(self.tokens, at, to) }
    }

    /// Whether a statement may start at `at`.
    fn starts_statement(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let behind_group = self.tokens.kind(before) == Some(Kind::Close(b']'))
            && self
                .tokens
                .partner(before)
                .checked_sub(1)
                .is_some_and(|hash| self.tokens.is(hash, b'#'));
        behind_group
            || self.tokens.is(before, b';')
            || matches!(self.tokens.kind(before), Some(Kind::Open(b'{') | Kind::Close(b'}')))
    }

    /// `let pattern: type = `: the pattern and the type run nothing. A closure that is only given a
    /// name runs nothing either: its call is judged where it stands.
    fn binding(&mut self, let_at: usize, to: usize) -> usize {
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
    fn closure_body(&self, at: usize) -> Option<usize> {
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

    /// A path, and the call, the macro or the value that it is.
    fn path(&mut self, at: usize, to: usize) -> usize {
        let (path, behind) = read_path(self.tokens, at);
        let name = path.last().copied().unwrap_or_default();
        let bang = self.tokens.is(behind, b'!');
        if bang && self.tokens.opens_any(behind + 1) {
            return self.macro_call(at, behind + 1, &path);
        }
        if bang && name == "macro_rules" {
            return self.tokens.next(behind + 2);
        }
        if !self.tokens.opens(behind, b'(') || behind >= to {
            return behind;
        }
        if let Some(guard) = self.guards.find(Form::Function, &path) {
            return self.guard_call(guard, at, behind);
        }
        if name.starts_with(char::is_uppercase) || quiet::is_function(name) {
            return behind;
        }
        self.blame(at, behind + 1)
    }

    fn macro_call(&mut self, at: usize, open: usize, path: &[&str]) -> usize {
        if let Some(guard) = self.guards.find(Form::Macro, path) {
            self.guard.get_or_insert(guard);
            return self.tokens.next(open);
        }
        match path.last() {
            Some(name) if quiet::is_inert_macro(name) => self.tokens.next(open),
            Some(name) if quiet::is_macro(name) => open + 1,
            Some(name) if self.is_guarding_macro(name, open) => {
                self.guard.get_or_insert(Guarded::Named { name: (*name).to_owned() });
                self.tokens.next(open)
            }
            _ => self.blame(at, open + 1),
        }
    }

    /// Whether a macro of the crate puts all of this call into a guard, whichever of its
    /// definitions is meant.
    fn is_guarding_macro(&self, name: &str, open: usize) -> bool {
        let close = self.tokens.partner(open);
        let size = self.tokens.start(close).saturating_sub(self.tokens.start(open));
        let Some(depth) = self.depth.checked_sub(1) else { return false };
        let definitions = self.guards.macros.all(name);
        let guards = |definition: &Tokens<'_>| {
            let input = (open + 1, close);
            let expansion = expand(definition, self.tokens, input, &Origin::file(0));
            expansion.is_some_and(|expansion| {
                let text = Tokens::new(&expansion.text);
                let body = judge_range(&text, (0, text.len()), self.guards, depth);
                matches!(body, Body::Guarded(_))
            })
        };
        size <= MAX_INPUT
            && !definitions.is_empty()
            && definitions.iter().all(|(_, definition)| guards(definition))
    }

    /// A guard's call: closures in its arguments are covered, the rest is not.
    fn guard_call(&mut self, guard: Guarded, at: usize, open: usize) -> usize {
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
    fn arguments(&self, open: usize) -> Vec<(usize, usize)> {
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

    /// `.name(..)`, a field, or a part of a number.
    fn method(&mut self, at: usize, to: usize) -> usize {
        let Some(name) = self.tokens.word(at + 1) else { return at + 1 };
        if name == "await" {
            return self.blame(at, at + 2);
        }
        let open = behind_turbofish(self.tokens, at + 2);
        if !self.tokens.opens(open, b'(') || open >= to {
            return at + 2;
        }
        if let Some(guard) = self.guards.find(Form::Function, &[name]) {
            return self.guard_call(guard, at, open);
        }
        if !quiet::is_method(name) {
            return self.blame(at + 1, open + 1);
        }
        if quiet::calls_its_argument(name) {
            for (from, to) in self.tokens.split(open + 1, self.tokens.partner(open)) {
                self.callee(from, to);
            }
        }
        open + 1
    }

    /// A path given to `.map(..)` and its like is called there.
    fn callee(&mut self, from: usize, to: usize) {
        if self.tokens.kind(from) != Some(Kind::Word) || self.closure_body(from).is_some() {
            return;
        }
        let (path, behind) = read_path(self.tokens, from);
        let name = path.last().copied().unwrap_or_default();
        let harmless = name.starts_with(char::is_uppercase) || quiet::is_function(name);
        if behind == to && !harmless {
            self.blame(from, to);
        }
    }

    /// A closure's parameters, or an operator, or an alternative of a pattern.
    fn bar(&mut self, at: usize, to: usize) -> usize {
        if self.operand_before(at) {
            let both = self.tokens.is(at + 1, b'|') && self.tokens.joined(at);
            return if both { at + 2 } else { at + 1 };
        }
        // The first alternative of an arm's pattern may have a bar in front.
        self.closure_body(at).filter(|body| *body <= to).unwrap_or(at + 1)
    }

    /// Whether what stands before `at` is a value, so that an operator behind it has two sides.
    fn operand_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match self.tokens.kind(before) {
            Some(Kind::Word) => !self.tokens.keyword(before).is_some_and(is_keyword),
            Some(Kind::Other | Kind::Text) => true,
            Some(Kind::Close(b')' | b']')) => true,
            Some(Kind::Punct(b'?')) => true,
            _ => false,
        }
    }

    fn is_arithmetic(&self, punct: u8, at: usize) -> bool {
        let two = |second| self.tokens.is(at + 1, second) && self.tokens.joined(at);
        match punct {
            b'+' | b'*' | b'/' | b'%' => self.operand_before(at),
            b'-' => self.operand_before(at) && !two(b'>'),
            b'<' => self.operand_before(at) && two(b'<'),
            b'>' => self.operand_before(at) && two(b'>') && self.operand_at(at + 2),
            _ => false,
        }
    }

    fn operand_at(&self, at: usize) -> bool {
        match self.tokens.kind(at) {
            Some(Kind::Word) => !self.tokens.keyword(at).is_some_and(is_keyword),
            Some(Kind::Other | Kind::Open(b'(') | Kind::Punct(b'=')) => true,
            _ => false,
        }
    }
}

/// The segments of the path at `at`, without generic arguments, and what follows it.
pub(super) fn read_path<'a>(tokens: &Tokens<'a>, at: usize) -> (Vec<&'a str>, usize) {
    let mut path = Vec::new();
    let mut at = if tokens.is(at, b'$') { at + 1 } else { at };
    while tokens.is(at, b':') {
        at += 1;
    }
    while let Some(word) = tokens.word(at) {
        path.push(word);
        at = behind_turbofish(tokens, at + 1);
        if !(tokens.is(at, b':') && tokens.is(at + 1, b':')) || tokens.word(at + 2).is_none() {
            break;
        }
        at += 2;
    }
    (path, at)
}

/// What follows `::<..>`.
fn behind_turbofish(tokens: &Tokens<'_>, at: usize) -> usize {
    let found = tokens.is(at, b':') && tokens.is(at + 1, b':') && tokens.is(at + 2, b'<');
    if found { behind_angles(tokens, at + 2, at + MAX_ANGLES) } else { at }
}

/// What follows `<..>`; the limit where it is not closed.
pub(super) fn behind_angles(tokens: &Tokens<'_>, open: usize, limit: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = open;
    while at < tokens.len().min(limit) {
        if tokens.is(at, b'<') {
            depth += 1;
        } else if tokens.is(at, b'>')
            && !(at > 0 && tokens.is(at - 1, b'-') && tokens.joined(at - 1))
        {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + 1;
            }
        } else if tokens.is(at, b';') || matches!(tokens.kind(at), Some(Kind::Close(_))) {
            return at;
        }
        at = tokens.next(at);
    }
    at
}

fn is_item(word: &str) -> bool {
    matches!(
        word,
        "use"
            | "fn"
            | "const"
            | "static"
            | "struct"
            | "enum"
            | "impl"
            | "trait"
            | "type"
            | "extern"
            | "mod"
            | "unsafe"
            | "pub"
            | "async"
    )
}

fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "break"
            | "const"
            | "continue"
            | "dyn"
            | "else"
            | "if"
            | "in"
            | "let"
            | "loop"
            | "match"
            | "move"
            | "mut"
            | "ref"
            | "return"
            | "unsafe"
            | "where"
            | "while"
            | "async"
            | "fn"
            | "extern"
            | "impl"
    )
}
