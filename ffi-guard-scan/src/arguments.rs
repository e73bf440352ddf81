//! Attributes that a macro puts together from its arguments: `by_name!(export_name, "a")`.

use super::attributes::MarkKind;
use super::candidates::{Argument, Reading};
use super::conditions::Conditions;
use super::lexer::Kind;
use super::literal;
use super::names::GuardNames;
use super::report::{Context, Export, ExportAttribute, Guard, Item};
use super::scope::{Bounds, Scope};
use super::tokens::Tokens;
use super::walk::Walker;

/// The maximum number of enclosing groups that are inspected, and of neighbouring tokens in each.
const MAX_GROUPS: usize = 16;
const MAX_BESIDE: usize = 64;

/// Keywords after which a word is part of an expression, pattern, type or path. The same holds before `as`.
const KEYWORDS: &[&str] = &[
    "as", "break", "const", "dyn", "else", "enum", "extern", "fn", "for", "if", "impl", "in",
    "let", "loop", "match", "mod", "move", "mut", "ref", "return", "static", "struct", "trait",
    "type", "use", "where", "while",
];

impl Walker<'_, '_> {
    /// The word `export_name` or `no_mangle` at `at`, outside of any attribute.
    pub(super) fn argument(&mut self, at: usize, attribute: ExportAttribute) {
        let Some(call) = self.scope.call else { return };
        let scopes = self.scopes(call);
        let groups = Groups { tokens: self.tokens, opens: opens(self.tokens, &scopes, call) };
        let reading = groups.reading(at);
        if reading == Reading::Value {
            return;
        }
        let around = scopes.iter().find_map(|scope| guard_around(scope));
        let guard = around.unwrap_or_else(|| groups.guard(at, self.names));
        let literal = groups.only_literal(call);
        let name = match self.tokens.is(call.wrapping_sub(3), b'$') {
            true => self.tokens.text_of(call - 3, call - 1),
            false => self.tokens.word(call - 2).unwrap_or_default(),
        };
        let name = name.to_owned();
        let export = Export {
            place: self.place(at),
            attribute,
            item: Item::Other,
            name: String::new(),
            symbol: groups.assigned(at),
            guard,
            cfg: self.predicates(&Conditions::default()),
            implicit_prelude: self.scope.implicit_prelude,
            context: Context::MacroArgument { name, own: false },
            altered: self.scope.altered,
        };
        let index = self.found.report.exports.len();
        self.found.arguments.push(Argument { export: index, reading, literal });
        self.found.report.exports.push(export);
    }

    /// The scopes from the innermost one to the input of the call whose bracket is `call`.
    fn scopes(&self, call: usize) -> Vec<&Scope> {
        let outside = |scope: &&Scope| scope.call == Some(call);
        std::iter::once(&self.scope)
            .chain(self.outer.iter().rev())
            .take_while(outside)
            .take(2 * MAX_GROUPS)
            .collect()
    }
}

/// The guard of an item in the call's input.
fn guard_around(scope: &Scope) -> Option<Guard> {
    let guards = scope.attributes.as_ref().filter(|_| scope.bounds == Bounds::Item)?.guards();
    let mut certain = guards.filter(|mark| mark.conditions.is_empty());
    certain.find_map(|mark| match mark.kind {
        MarkKind::Guard(guard) => Some(guard),
        MarkKind::Export(_) => None,
    })
}

/// The brackets of these scopes. The call's bracket comes last.
fn opens(tokens: &Tokens<'_>, scopes: &[&Scope], call: usize) -> Vec<usize> {
    let groups = scopes.iter().filter(|scope| scope.bounds == Bounds::Brackets);
    let mut opens: Vec<usize> = groups.map(|scope| tokens.partner(scope.end)).collect();
    opens.truncate(MAX_GROUPS);
    // A bracket that is never closed has no partner.
    opens.retain(|open| *open > call && *open < tokens.len());
    opens.push(call);
    opens
}

/// The groups around an argument, by their opening brackets: the innermost first, the call's last.
struct Groups<'g, 'a> {
    tokens: &'g Tokens<'a>,
    opens: Vec<usize>,
}

impl Groups<'_, '_> {
    fn reading(&self, at: usize) -> Reading {
        let tokens = self.tokens;
        let [inner, ..] = *self.opens else { return Reading::Value };
        if is_operand(tokens, at) || self.is_formatted(at, inner) {
            return Reading::Value;
        }
        let inside = &self.opens[..self.opens.len() - 1];
        let in_braces = inside.iter().any(|open| tokens.opens(*open, b'{'));
        let around = tokens.word(inner.wrapping_sub(1)).filter(|_| !inside.is_empty());
        let wrapped = matches!(around, Some("unsafe" | "cfg_attr")) && tokens.opens(inner, b'(');
        let called = around.is_some() && tokens.opens(inner, b'(') && !wrapped;
        let assigned = tokens.is(at - 1, b'=');
        if in_braces && (called || assigned) {
            return Reading::Value;
        }
        let keyed = assigned || [at - 1, at + 1].into_iter().any(|at| tokens.is(at, b':'));
        let named = tokens.is(at + 1, b'=') && tokens.string(at + 2).is_none();
        if wrapped || self.assigned(at).is_some() {
            Reading::Attribute
        } else if called || in_braces || keyed || named {
            Reading::Unlikely
        } else {
            Reading::Attribute
        }
    }

    /// Whether a format string precedes it, as in `log!("{}", no_mangle)`.
    fn is_formatted(&self, at: usize, open: usize) -> bool {
        let strings = self.before(at, open).filter_map(|at| self.tokens.string(at));
        strings.into_iter().any(|text| text.contains('{'))
    }

    /// The string behind `export_name =`.
    fn assigned(&self, at: usize) -> Option<String> {
        let text = self.tokens.string(at + 2).filter(|_| self.tokens.is(at + 1, b'='));
        text.and_then(literal::value)
    }

    /// The string literal of the call, if there is one only.
    fn only_literal(&self, call: usize) -> Option<String> {
        let end = self.tokens.partner(call).min(call + MAX_BESIDE);
        let mut strings = (call + 1..end).filter_map(|at| self.tokens.string(at));
        let only = strings.next().filter(|_| strings.next().is_none());
        only.and_then(literal::value)
    }

    /// A guard that is an argument as well, for the same item: in the same group or one around it.
    fn guard(&self, at: usize, names: &GuardNames) -> Guard {
        let (mut from, mut to) = (at, at);
        for open in &self.opens {
            let close = self.tokens.partner(*open);
            let beside = self.before(from, *open).chain(self.behind(to, close));
            let guards = beside.filter_map(|at| self.tokens.word(at)).map(|word| names.guard(word));
            if let Some(guard) = guards.into_iter().find(|guard| *guard != Guard::None) {
                return guard;
            }
            (from, to) = (*open, close);
        }
        Guard::None
    }

    /// The tokens and groups in front of `at`, the nearest first, back to the end of another item.
    fn before(&self, at: usize, open: usize) -> impl Iterator<Item = usize> {
        let tokens = self.tokens;
        let previous = move |at: usize| {
            let last = at.saturating_sub(1);
            if tokens.closes(last) { tokens.partner(last).min(last) } else { last }
        };
        std::iter::successors(Some(previous(at)), move |at| Some(previous(*at)))
            .take_while(move |at| *at > open && !tokens.is(*at, b';') && !tokens.opens(*at, b'{'))
            .take(MAX_BESIDE)
    }

    /// The tokens and groups behind `at`, up to the end of the item.
    fn behind(&self, at: usize, close: usize) -> impl Iterator<Item = usize> {
        let tokens = self.tokens;
        std::iter::successors(Some(at + 1), move |at| Some(tokens.next(*at)))
            .take_while(move |at| *at < close && !tokens.is(*at, b';') && !tokens.opens(*at, b'{'))
            .take(MAX_BESIDE)
    }
}

/// Whether the tokens beside a word make it part of an expression, a pattern, a type or a path.
fn is_operand(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at - 1;
    let keyword = |at| tokens.keyword(at).is_some_and(|word| KEYWORDS.contains(&word));
    if keyword(before) || tokens.keyword(at + 1) == Some("as") {
        return true;
    }
    let joined = tokens.joined(before.wrapping_sub(1));
    let left = match tokens.kind(before) {
        Some(Kind::Lifetime) => true,
        Some(Kind::Punct(b'=')) => {
            joined && matches!(tokens.kind(before - 1), Some(Kind::Punct(_)))
        }
        Some(Kind::Punct(b'>')) => !(joined && tokens.is(before - 1, b'=')),
        Some(Kind::Punct(b':')) => tokens.is(before - 1, b':'),
        // `$( .. )*`
        Some(Kind::Punct(b'*' | b'+' | b'?')) => !tokens.closes(before - 1),
        Some(Kind::Punct(punct)) => !matches!(punct, b',' | b';' | b'@' | b'#'),
        _ => false,
    };
    let right = match tokens.kind(at + 1) {
        Some(Kind::Punct(b'=')) => tokens.joined(at + 1) && tokens.is(at + 2, b'='),
        Some(Kind::Punct(b':')) => tokens.is(at + 2, b':'),
        Some(Kind::Punct(punct)) => !matches!(punct, b',' | b';' | b'@' | b'#' | b'$'),
        Some(Kind::Open(b'(')) => true,
        _ => false,
    };
    left || right
}
