//! The text that a rule's body becomes.

use std::path::Path;
use std::rc::Rc;

use super::super::super::tokens::Tokens;
use super::Definition;
use super::matcher::{Binding, Bindings};

/// How long an expansion may become.
const MAX_BYTES: usize = 1 << 20;
/// How deep repetitions may nest in a body.
const MAX_DEPTH: usize = 32;

/// What a macro call becomes.
pub(crate) struct Expansion {
    pub(crate) text: String,
    pub(crate) origin: Origin,
}

/// Where the tokens of a text come from in the file.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// The byte of the file that everything stands for which a macro's definition wrote.
    call: usize,
    /// Where tokens begin in the text, and where they are written; ascending.
    pieces: Option<Vec<(usize, Point)>>,
    /// The definition that the next expansion is made by.
    definition: Option<(Rc<Path>, usize)>,
}

/// Where a token is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    /// At this byte of the file that is walked.
    Here(usize),
    /// At this byte of a file, in a macro's definition.
    Definition(Rc<Path>, usize),
}

impl Origin {
    /// A text that is the file itself.
    pub(crate) fn file(call: usize) -> Self {
        Self { call, pieces: None, definition: None }
    }

    /// The same for a call at this byte of the text.
    pub(crate) fn called_at(&self, offset: usize) -> Self {
        let call = self.map(offset).unwrap_or(self.call);
        Self { call, ..self.clone() }
    }

    /// The same for an expansion by this definition.
    pub(crate) fn made_by(&self, definition: &Definition) -> Self {
        let place = || (Rc::from(definition.file.as_path()), definition.at);
        Self { definition: definition.in_file.then(place), ..self.clone() }
    }

    /// The byte of the file at which the token at `offset` stands, unless a definition wrote it.
    pub(crate) fn map(&self, offset: usize) -> Option<usize> {
        match self.point(offset)? {
            Point::Here(byte) => Some(byte),
            Point::Definition(..) => None,
        }
    }

    /// Where the token at `offset` is written, if a file has it.
    pub(crate) fn point(&self, offset: usize) -> Option<Point> {
        match &self.pieces {
            None => Some(Point::Here(offset)),
            Some(pieces) => {
                let found = pieces.binary_search_by_key(&offset, |(text, _)| *text);
                found.ok().map(|index| pieces[index].1.clone())
            }
        }
    }

    /// The byte of the macro's call.
    pub(crate) fn call(&self) -> usize {
        self.call
    }

    /// Whether the text is the file itself.
    pub(crate) fn is_file(&self) -> bool {
        self.pieces.is_none()
    }
}

/// The body between two tokens with every variable replaced; `None` if it becomes too long.
pub(super) fn transcribe(
    body: &Tokens<'_>,
    range: (usize, usize),
    bindings: &Bindings<'_>,
    input: &Tokens<'_>,
    origin: &Origin,
) -> Option<Expansion> {
    let mut transcriber =
        Transcriber { body, input, origin, text: String::new(), pieces: Vec::new() };
    transcriber.run(range, bindings, MAX_DEPTH)?;
    let Transcriber { text, pieces, .. } = transcriber;
    let origin = Origin { call: origin.call, pieces: Some(pieces), definition: None };
    Some(Expansion { text, origin })
}

struct Transcriber<'t, 'b, 'i> {
    body: &'t Tokens<'b>,
    input: &'t Tokens<'i>,
    origin: &'t Origin,
    text: String,
    pieces: Vec<(usize, Point)>,
}

impl Transcriber<'_, '_, '_> {
    fn run(
        &mut self,
        (from, to): (usize, usize),
        bindings: &Bindings<'_>,
        depth: usize,
    ) -> Option<()> {
        let mut at = from;
        while at < to {
            if self.text.len() > MAX_BYTES {
                return None;
            }
            at = match self.special(at, to, bindings, depth)? {
                Some(behind) => behind,
                None => {
                    // A word must not run into the one that a variable stands for.
                    let joined = self.body.joined(at) && !self.body.is(at + 1, b'$');
                    if let Some((file, start)) = &self.origin.definition {
                        let point = Point::Definition(Rc::clone(file), start + self.body.start(at));
                        self.pieces.push((self.text.len(), point));
                    }
                    self.push(self.body.text_of(at, at + 1), joined);
                    at + 1
                }
            };
        }
        Some(())
    }

    /// A variable, a repetition or `$$` at `at`: what follows it.
    fn special(
        &mut self,
        at: usize,
        to: usize,
        bindings: &Bindings<'_>,
        depth: usize,
    ) -> Option<Option<usize>> {
        if !self.body.is(at, b'$') {
            return Some(None);
        }
        if self.body.is(at + 1, b'$') {
            self.push("$", false);
            return Some(Some(at + 2));
        }
        if self.body.opens(at + 1, b'(') {
            return self.repetition(at, to, bindings, depth).map(Some);
        }
        let bound = self.body.word(at + 1).and_then(|name| bindings.get(name));
        match bound {
            Some(Binding::Tokens(from, behind)) => {
                self.input_tokens(*from, *behind);
                Some(Some(at + 2))
            }
            // A variable that still repeats here is an error of the author's.
            Some(Binding::Turns(_)) => None,
            None => Some(None),
        }
    }

    fn repetition(
        &mut self,
        at: usize,
        to: usize,
        bindings: &Bindings<'_>,
        depth: usize,
    ) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let close = self.body.partner(at + 1);
        let operator =
            |at: usize| [b'*', b'+', b'?'].into_iter().any(|punct| self.body.is(at, punct));
        let separator = (!operator(close + 1) && operator(close + 2)).then_some(close + 1);
        let behind = close + 2 + usize::from(separator.is_some());
        let inside = (at + 2, close.min(to));
        let used = |name: &str| {
            (inside.0..inside.1)
                .any(|at| self.body.is(at, b'$') && self.body.word(at + 1) == Some(name))
        };
        let mut repeating = Vec::new();
        let mut inner = Bindings::new();
        for (name, binding) in bindings.iter().filter(|(name, _)| used(name)) {
            match binding {
                Binding::Turns(turns) => repeating.push((*name, turns)),
                Binding::Tokens(..) => drop(inner.insert(name, binding.clone())),
            }
        }
        let turns = repeating.iter().map(|(_, turns)| turns.len()).min()?;
        for turn in 0..turns {
            if let (Some(at), true) = (separator, turn > 0) {
                self.push(self.body.text_of(at, at + 1), false);
            }
            for (name, turns) in &repeating {
                inner.insert(name, turns[turn].clone());
            }
            self.run(inside, &inner, depth)?;
        }
        Some(behind)
    }

    fn input_tokens(&mut self, from: usize, to: usize) {
        for at in from..to {
            if let Some(point) = self.origin.point(self.input.start(at)) {
                self.pieces.push((self.text.len(), point));
            }
            self.push(self.input.text_of(at, at + 1), at + 1 < to && self.input.joined(at));
        }
    }

    fn push(&mut self, text: &str, joined: bool) {
        self.text += text;
        if !joined {
            self.text.push(' ');
        }
    }
}
