//! Whether a function's body stands in a guard as a whole.
//!
//! The text does not tell what panics, so the rule is conservative: outside the guard's own closure
//! only *quiet* code may stand. Quiet are paths and literals, `let`, `if`, `match`, `return`,
//! blocks, references, dereferences, casts, comparisons, fields, constructors (a name that begins
//! with a capital), nested items, closures that are bound to a name (a call of it is a call), and
//! the functions, methods and macros of [`quiet`](super::quiet), and blocks that go straight to
//! `abort()`. Everything else, above all any
//! other call or macro, a call of a value, arithmetic, an index and `?`, stands outside. A name that
//! the crate gives to something of its own is that, not the library's. What runs when values are
//! dropped is not judged.

use std::collections::{HashMap, HashSet};

use super::super::head::Head;
use super::super::lexer::Kind;
use super::super::report::Item;
use super::super::tokens::Tokens;
use super::expand::{Origin, expand};
use super::guards::Guards;
use super::known::{Form, part_of_guard};
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
/// How far before a body its function's `fn` is looked for.
const MAX_SIGNATURE: usize = 4096;
/// How long a macro's input may be for its expansion to be judged as well.
const MAX_INPUT: usize = 1 << 16;

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
            let call = self.path_start(inner - 1);
            let method = self.tokens.is(call.wrapping_sub(1), b'.');
            let aborts = self.tokens.word(inner - 1) == Some("abort")
                && !method
                && call > open
                && self.is_abort(&read_path(self.tokens, call).0);
            return (aborts && self.tokens.opens(inner, b'(') && inner + 1 == last).then_some(call);
        }
    }

    fn is_abort(&self, path: &[&str]) -> bool {
        let own = self.guards.functions.contains_key("abort");
        quiet::is_function(path) && (quiet::is_std(path) || !own)
    }

    /// Where the path begins whose last segment stands at `at`.
    fn path_start(&self, mut at: usize) -> usize {
        while at >= 3
            && self.tokens.is(at - 1, b':')
            && self.tokens.is(at - 2, b':')
            && self.tokens.word(at - 3).is_some()
        {
            at -= 3;
        }
        at
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

    /// Whether a statement or an arm's value starts at `at` for certain.
    fn begins_statement(&self, at: usize) -> bool {
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
    fn end_of_block(&mut self, at: usize, to: usize) {
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
    fn hash_of(&self, close: usize) -> Option<usize> {
        if self.tokens.kind(close) != Some(Kind::Close(b']')) {
            return None;
        }
        let hash = self.tokens.partner(close).checked_sub(1)?;
        self.tokens.is(hash, b'#').then_some(hash)
    }

    /// Whether a statement may start at `at`.
    fn starts_statement(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        self.hash_of(before).is_some()
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
        let bang = self.tokens.is(behind, b'!');
        if bang && self.tokens.opens_any(behind + 1) {
            if self.begins_statement(at) && self.tokens.opens(behind + 1, b'{') {
                self.ends.insert(self.tokens.partner(behind + 1));
            }
            return self.macro_call(at, behind + 1, &path);
        }
        if bang && path.last() == Some(&"macro_rules") {
            let end = self.tokens.next(behind + 2);
            self.ends.insert(end - 1);
            return end;
        }
        if !self.tokens.opens(behind, b'(') || behind >= to {
            return behind;
        }
        if let Some(guard) = self.guards.find(Form::Function, &path)
            && !self.is_local(&path)
        {
            return self.guard_call(guard, at, behind);
        }
        if self.is_harmless(at, &path) || part_of_guard(self.within, &path) {
            return behind + 1;
        }
        self.blame(at, behind + 1)
    }

    /// Whether a call of the path at `at` runs none of the author's code: a constructor or a quiet
    /// function.
    fn is_harmless(&mut self, at: usize, path: &[&str]) -> bool {
        // `<T as Trait>::Name(..)` is a function of the trait, however it is spelled.
        let qualified = at >= 3
            && self.tokens.is(at - 1, b':')
            && self.tokens.is(at - 2, b':')
            && self.tokens.is(at - 3, b'>');
        let name = path.last().copied().unwrap_or_default();
        if qualified || self.guards.functions.contains_key(name) && !quiet::is_std(path) {
            return false;
        }
        quiet::is_constructor(name) || quiet::is_function(path) && !self.is_local(path)
    }

    /// Whether the function itself gives the name to something: a parameter, a `let`, an item.
    fn is_local(&mut self, path: &[&str]) -> bool {
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

    fn macro_call(&mut self, at: usize, open: usize, path: &[&str]) -> usize {
        if let Some(guard) = self.guards.find(Form::Macro, path) {
            self.guard.get_or_insert(guard);
            return self.tokens.next(open);
        }
        let own = path.last().is_some_and(|name| self.guards.macros.is_defined(name));
        let std = quiet::is_std(path) || path.len() == 1 && !own;
        match path.last() {
            Some(name) if std && quiet::is_inert_macro(name) => self.tokens.next(open),
            Some(name) if std && quiet::is_macro(name) => open + 1,
            Some(name) if self.is_guarding_macro(name, open) => {
                let guard = self.guards.own_macro(name);
                self.guard.get_or_insert(guard);
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
                if !self.guards.macros.affords(expansion.text.len()) {
                    return false;
                }
                let text = Tokens::new(&expansion.text);
                let range = (0, text.len());
                let mut judge = Judge::new(&text, range, self.guards, depth);
                judge.within = name;
                judge.run(range);
                judge.guard.is_some() && judge.outside.is_none()
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
        if let Some(guard) = self.guards.find(Form::Method, &[name]) {
            return self.guard_call(guard, at, open);
        }
        if !quiet::is_method(name) {
            return self.blame(at + 1, open + 1);
        }
        if quiet::calls_its_argument(name) {
            let arguments = self.arguments(open);
            // The first one of `map_or` is a value.
            for (from, to) in arguments.into_iter().skip(usize::from(name == "map_or")) {
                self.callee(from, to);
            }
        }
        open + 1
    }

    /// What is given to `.map(..)` and its like is called there: only of a closure is it known what
    /// that runs, and of a constructor or a quiet function.
    fn callee(&mut self, from: usize, to: usize) {
        if self.closure_body(from).is_some() {
            return;
        }
        let (path, behind) = read_path(self.tokens, from);
        if behind != to || !self.is_harmless(from, &path) {
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
            Some(Kind::Close(b'}')) => !self.ends.contains(&before),
            Some(Kind::Close(b']')) => self.hash_of(before).is_none(),
            Some(Kind::Close(_)) => true,
            Some(Kind::Punct(b'?')) => true,
            _ => false,
        }
    }

    fn is_arithmetic(&self, punct: u8, at: usize) -> bool {
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
