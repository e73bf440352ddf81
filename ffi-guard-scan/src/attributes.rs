//! The attributes of one item, as far as they concern exports, guards, files and conditions.

use super::conditions::Conditions;
use super::inert::is_inert;
use super::literal;
use super::names::GuardNames;
use super::report::{ExportAttribute, Guard};
use super::tokens::Tokens;

/// The attributes on one item, or the inner ones at the start of one scope.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes {
    /// Every attribute that exports or guards the item.
    pub(super) marks: Vec<Mark>,
    /// Every `path` attribute, in order.
    pub(super) paths: Vec<PathAttribute>,
    /// The predicates of `cfg`.
    pub(super) conditions: Conditions,
    /// Every attribute that starts with a macro variable.
    pub(super) variables: Vec<Variable>,
    pub(super) no_implicit_prelude: bool,
    /// Whether one of them may be a macro other than the guards, which can change the item.
    pub(super) has_macro: bool,
}

/// An attribute that starts with a macro variable, or a repetition: its tokens, and the predicates of `cfg_attr` around
/// it.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) tokens: (usize, usize),
    pub(super) conditions: Conditions,
}

/// An attribute that exports or guards.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) kind: MarkKind,
    /// The token of the attribute's own name.
    pub(super) at: usize,
    /// The symbol that its argument gives.
    pub(super) symbol: Option<String>,
    /// The `cfg_attr` predicates around it.
    pub(super) conditions: Conditions,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MarkKind {
    Export(ExportAttribute),
    Guard(Guard),
}

/// A `path` attribute. The value is `None` if it is not a single string literal.
#[derive(Clone, Debug)]
pub(super) struct PathAttribute {
    pub(super) value: Option<String>,
    pub(super) conditions: Conditions,
}

impl Attributes {
    /// Reads the outer attributes that start at `at`; gives what follows them. A repetition of
    /// nothing but attributes, `$(#[$meta])*`, counts as attributes.
    pub(super) fn outer(tokens: &Tokens<'_>, names: &GuardNames, at: usize) -> (Self, usize) {
        let mut attributes = Self::default();
        let mut at = at;
        loop {
            if let Some(bracket) = tokens.outer_attribute(at) {
                attributes.read(tokens, names, bracket);
                at = tokens.next(bracket);
            } else if let Some(behind) = attributes.repetition(tokens, names, at) {
                at = behind;
            } else {
                return (attributes, at);
            }
        }
    }

    /// Reads the inner attributes that start at `at`; gives what follows them.
    pub(super) fn inner(tokens: &Tokens<'_>, names: &GuardNames, at: usize) -> (Self, usize) {
        let mut attributes = Self::default();
        let mut at = at;
        while let Some(bracket) = tokens.inner_attribute(at) {
            attributes.read(tokens, names, bracket);
            at = tokens.next(bracket);
        }
        (attributes, at)
    }

    fn repetition(&mut self, tokens: &Tokens<'_>, names: &GuardNames, at: usize) -> Option<usize> {
        if !(tokens.is(at, b'$') && tokens.opens(at + 1, b'(')) {
            return None;
        }
        let close = tokens.partner(at + 1);
        let mut inside = at + 2;
        while let Some(bracket) = tokens.outer_attribute(inside) {
            inside = tokens.next(bracket);
        }
        if inside != close || inside == at + 2 {
            return None;
        }
        let mut inside = at + 2;
        while let Some(bracket) = tokens.outer_attribute(inside) {
            self.read(tokens, names, bracket);
            inside = tokens.next(bracket);
        }
        Some(behind_repetition(tokens, at))
    }

    /// Reads one attribute, given its bracket. `cfg_attr` nests, so what is inside waits in a list
    /// rather than on the stack.
    fn read(&mut self, tokens: &Tokens<'_>, names: &GuardNames, bracket: usize) {
        let mut waiting = vec![Meta {
            from: bracket + 1,
            to: tokens.partner(bracket),
            when: Conditions::default(),
        }];
        while let Some(meta) = waiting.pop() {
            if tokens.word(meta.from) == Some("unsafe") && tokens.opens(meta.from + 1, b'(') {
                let to = tokens.partner(meta.from + 1);
                waiting.push(Meta { from: meta.from + 2, to, ..meta });
            } else if tokens.word(meta.from) == Some("cfg_attr") {
                // A repetition that comes first may hold the attributes as well as the predicate.
                self.variable(tokens, (meta.from + 2, meta.to), &meta.when);
                waiting.extend(meta.unpacked(tokens));
            } else {
                self.variable(tokens, (meta.from, meta.to), &meta.when);
                self.meta(tokens, names, meta);
            }
        }
    }

    fn meta(&mut self, tokens: &Tokens<'_>, names: &GuardNames, meta: Meta) {
        let Some(last) = last_segment(tokens, meta.from, meta.to) else { return };
        let Some(name) = tokens.word(last) else { return };
        if last == meta.from {
            match name {
                "no_mangle" => {
                    return self.mark(
                        MarkKind::Export(ExportAttribute::NoMangle),
                        last,
                        None,
                        meta,
                    );
                }
                "export_name" => {
                    let symbol = assigned(tokens, last, meta.to);
                    return self.mark(
                        MarkKind::Export(ExportAttribute::ExportName),
                        last,
                        symbol,
                        meta,
                    );
                }
                "path" => {
                    let value = assigned(tokens, last, meta.to);
                    return self.paths.push(PathAttribute { value, conditions: meta.when });
                }
                "cfg" => return self.cfg(tokens, &meta),
                "no_implicit_prelude" => return self.no_implicit_prelude = true,
                _ => {}
            }
        }
        let guard = names.guard(name);
        if guard != Guard::None {
            let symbol = name_argument(tokens, last);
            self.mark(MarkKind::Guard(guard), last, symbol, meta);
            return;
        }
        let first = tokens.word(meta.from).unwrap_or_default();
        self.has_macro |= !is_inert(first, last != meta.from);
    }

    /// Notes an attribute that starts with a variable or a repetition. A path that goes on behind the variable is no
    /// attribute of the compiler's.
    fn variable(&mut self, tokens: &Tokens<'_>, (from, to): (usize, usize), when: &Conditions) {
        let path = tokens.is(from + 2, b':') && tokens.is(from + 3, b':');
        if tokens.is(from, b'$') && !path {
            self.variables.push(Variable { tokens: (from, to), conditions: when.clone() });
        }
    }

    fn mark(&mut self, kind: MarkKind, at: usize, symbol: Option<String>, meta: Meta) {
        let Meta { when: conditions, .. } = meta;
        self.marks.push(Mark { kind, at, symbol, conditions });
    }

    fn cfg(&mut self, tokens: &Tokens<'_>, meta: &Meta) {
        if !tokens.opens(meta.from + 1, b'(') {
            return;
        }
        // A trailing comma does not belong to the predicate.
        let inside = tokens.split(meta.from + 2, tokens.partner(meta.from + 1));
        let [(from, to)] = *inside else { return };
        let predicate = tokens.text_of(from, to);
        if meta.when.is_empty() {
            self.conditions.push(predicate);
        } else {
            self.conditions.push(&format!("any({}, {predicate})", meta.when.negated()));
        }
    }
}

/// The content of an attribute, from its first token to the one behind its last.
struct Meta {
    from: usize,
    to: usize,
    when: Conditions,
}

impl Meta {
    /// Returns the attributes inside a `cfg_attr`, last first, each with its predicate.
    fn unpacked(&self, tokens: &Tokens<'_>) -> Vec<Self> {
        let open = self.from + 1;
        if !tokens.opens(open, b'(') {
            return Vec::new();
        }
        let mut parts = tokens.split(open + 1, tokens.partner(open)).into_iter();
        let Some((from, to)) = parts.next() else { return Vec::new() };
        let mut when = self.when.clone();
        when.push(tokens.text_of(from, to));
        parts.rev().map(|(from, to)| Self { from, to, when: when.clone() }).collect()
    }
}

/// The token behind `$(..)`, its separator and its operator.
pub(super) fn behind_repetition(tokens: &Tokens<'_>, dollar: usize) -> usize {
    let operator = |at| [b'*', b'+', b'?'].into_iter().any(|punct| tokens.is(at, punct));
    let behind = tokens.next(dollar + 1);
    if operator(behind) {
        behind + 1
    } else if operator(behind + 1) {
        behind + 2
    } else {
        behind
    }
}

/// The token of the last segment of the path that an attribute starts with.
fn last_segment(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<usize> {
    let separator = |at| tokens.is(at, b':') && tokens.is(at + 1, b':');
    let mut at = if separator(from) { from + 2 } else { from };
    if tokens.is(at, b'$') {
        at += 1;
    }
    while at < to && separator(at + 1) {
        at += 3;
    }
    (at < to).then_some(at)
}

/// The string in `name = "…"`, if it is one literal and nothing else.
fn assigned(tokens: &Tokens<'_>, name: usize, to: usize) -> Option<String> {
    let alone = tokens.is(name + 1, b'=') && to == name + 3;
    alone.then(|| tokens.string(name + 2)).flatten().and_then(literal::value)
}

/// The string in a guard's argument `name = "…"`.
fn name_argument(tokens: &Tokens<'_>, guard: usize) -> Option<String> {
    if !tokens.opens(guard + 1, b'(') {
        return None;
    }
    let arguments = tokens.split(guard + 2, tokens.partner(guard + 1));
    let named = arguments.into_iter().find(|(from, _)| tokens.word(*from) == Some("name"));
    named.and_then(|(from, to)| assigned(tokens, from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outer(source: &str) -> Attributes {
        Attributes::outer(&Tokens::new(source), &GuardNames::default(), 0).0
    }

    /// Kind, symbol and predicates of each mark.
    fn marks(source: &str) -> Vec<(MarkKind, Option<String>, Vec<String>)> {
        let marks = outer(source).marks.into_iter();
        marks.map(|mark| (mark.kind, mark.symbol, mark.conditions.to_vec())).collect()
    }

    const NO_MANGLE: MarkKind = MarkKind::Export(ExportAttribute::NoMangle);
    const EXPORT_NAME: MarkKind = MarkKind::Export(ExportAttribute::ExportName);
    const FFI_EXPORT: MarkKind = MarkKind::Guard(Guard::FfiExport);

    #[test]
    fn exports_in_every_form() {
        assert_eq!(marks("#[no_mangle]"), [(NO_MANGLE, None, vec![])]);
        assert_eq!(marks("#[unsafe(r#no_mangle)]"), [(NO_MANGLE, None, vec![])]);
        let a = Some("a".to_owned());
        assert_eq!(marks("#[export_name = \"a\"]"), [(EXPORT_NAME, a.clone(), vec![])]);
        assert_eq!(marks("#[unsafe(export_name = r\"a\")]"), [(EXPORT_NAME, a, vec![])]);
        assert_eq!(marks("#[export_name = concat!(\"a\")]"), [(EXPORT_NAME, None, vec![])]);
        assert_eq!(marks("#[export_name = \"a\".b]"), [(EXPORT_NAME, None, vec![])]);
        assert_eq!(marks("#[doc = \"no_mangle\"] #[x::no_mangle] #[x(no_mangle)]"), []);
    }

    #[test]
    fn cfg_attr_nests_and_keeps_the_order() {
        let found = marks("#[cfg_attr(a, x, cfg_attr(all(b, c), unsafe(no_mangle)), ffi_export)]");
        let inner = vec!["a".to_owned(), "all(b, c)".to_owned()];
        assert_eq!(found, [(NO_MANGLE, None, inner), (FFI_EXPORT, None, vec!["a".to_owned()])]);
    }

    #[test]
    fn guards_are_known_by_their_last_segment() {
        for source in [
            "#[ffi_export]",
            "#[ffi_guard::ffi_export(abort)]",
            "#[$crate::ffi_export]",
            "#[::g::ffi_export]",
        ] {
            assert_eq!(marks(source), [(FFI_EXPORT, None, vec![])], "{source}");
        }
        let named = marks("#[ffi_export(fallback = f(\"x\"), name = \"y\")]");
        assert_eq!(named, [(FFI_EXPORT, Some("y".to_owned()), vec![])]);
        assert_eq!(marks("#[ffi_export::x] #[derive(ffi_export)]"), []);
    }

    #[test]
    fn conditions_come_from_cfg_alone_or_within_cfg_attr() {
        let attributes = outer("#[cfg(all(a, b),)] #[cfg_attr(c, cfg(d))] #[cfg] #[cfg()]");
        assert_eq!(attributes.conditions.to_vec(), ["all(a, b)", "any(not(c), d)"]);
    }

    #[test]
    fn a_repetition_of_attributes_is_stepped_over() {
        let tokens = Tokens::new("#[no_mangle] $(#[$m])* #[cfg(a)] $(#[$m] fn)* x");
        let (attributes, next) = Attributes::outer(&tokens, &GuardNames::default(), 0);
        assert_eq!(attributes.conditions.to_vec(), ["a"]);
        assert_eq!(attributes.marks.len(), 1);
        assert!(tokens.is(next, b'$') && tokens.opens(next + 1, b'('));
    }

    #[test]
    fn nesting_costs_no_stack() {
        let source = format!("#[{}no_mangle{}]", "cfg_attr(a,".repeat(50_000), ")".repeat(50_000));
        assert_eq!(marks(&source).len(), 1);
    }
}
