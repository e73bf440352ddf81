//! The arms of `cfg_if!` and `cfg_select!`, whose predicates no attribute on an item repeats.

use super::conditions::{Alternatives, Conditions};
use super::tokens::Tokens;

/// The predicates under which each arm of the call is compiled, by the arm's opening brace. Empty
/// for any other macro.
pub(super) fn read(tokens: &Tokens<'_>, name: &str, open: usize) -> Vec<(usize, Conditions)> {
    match name {
        "cfg_if" => arms(tokens, open, if_predicate),
        "cfg_select" => arms(tokens, open, select_predicate),
        _ => Vec::new(),
    }
}

/// The predicate in front of a brace, given the first token behind the arm before; `None` for the
/// arm that is left.
type Predicate = for<'a> fn(&Tokens<'a>, usize, usize) -> Option<&'a str>;

fn arms(tokens: &Tokens<'_>, open: usize, predicate: Predicate) -> Vec<(usize, Conditions)> {
    let mut arms = Vec::new();
    let mut alternatives = Alternatives::default();
    let close = tokens.partner(open);
    let (mut from, mut at) = (open + 1, open + 1);
    while at < close {
        if tokens.opens(at, b'{') {
            let conditions = match predicate(tokens, from, at) {
                Some(text) => alternatives.add(&Conditions::one(text)),
                None => alternatives.rest().clone(),
            };
            arms.push((at, conditions));
            from = tokens.next(at);
        } else if tokens.is(at, b',') {
            from = at + 1;
        }
        at = tokens.next(at);
    }
    arms
}

/// `if #[cfg(predicate)] {`
fn if_predicate<'a>(tokens: &Tokens<'a>, from: usize, brace: usize) -> Option<&'a str> {
    let attribute = (from..brace).find_map(|at| tokens.outer_attribute(at))?;
    let found = tokens.word(attribute + 1) == Some("cfg") && tokens.opens(attribute + 2, b'(');
    found.then(|| tokens.text_of(attribute + 3, tokens.partner(attribute + 2)))
}

/// `predicate => {`
fn select_predicate<'a>(tokens: &Tokens<'a>, from: usize, brace: usize) -> Option<&'a str> {
    let arrow = brace.checked_sub(2)?;
    let found = arrow > from && tokens.is(arrow, b'=') && tokens.is(arrow + 1, b'>');
    found.then(|| tokens.text_of(from, arrow)).filter(|text| *text != "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn predicates(name: &str, source: &str) -> Vec<Vec<String>> {
        let tokens = Tokens::new(source);
        read(&tokens, name, 0).iter().map(|(_, conditions)| conditions.to_vec()).collect()
    }

    #[test]
    fn each_arm_excludes_those_before_it() {
        let source = "{ if #[cfg(a)] { x } else if #[cfg(any(b, c))] { } else { } }";
        let expected = [vec!["a"], vec!["not(a)", "any(b, c)"], vec!["not(a)", "not(any(b, c))"]];
        assert_eq!(predicates("cfg_if", source), expected);
        let source = "{ a => { x } any(b, c) => { }, _ => { } }";
        assert_eq!(predicates("cfg_select", source), expected);
    }

    #[test]
    fn other_shapes_have_no_predicates() {
        assert!(predicates("other", "{ if #[cfg(a)] { } }").is_empty());
        assert_eq!(predicates("cfg_if", "{ { } if x { } }"), [[""; 0], [""; 0]]);
        assert_eq!(predicates("cfg_select", "{ a => 1, b => { } { }"), [vec!["b"], vec!["not(b)"]]);
    }
}
