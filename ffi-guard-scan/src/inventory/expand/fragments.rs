//! How far one fragment of a macro's input reaches.

use super::super::super::attributes::Attributes;
use super::super::super::head::Head;
use super::super::super::lexer::Kind;
use super::super::super::names::GuardNames;
use super::super::super::tokens::Tokens;

/// The token behind the fragment that starts at `here`; `None` if there is none of the kind.
/// `follow` are the texts that the pattern allows behind it.
pub(super) fn read(
    fragment: &str,
    input: &Tokens<'_>,
    (here, end): (usize, usize),
    follow: &[&str],
) -> Option<usize> {
    let behind = match fragment {
        "vis" => visibility(input, here, end),
        _ if here >= end => return None,
        "ident" => input.word(here).filter(|word| *word != "_").map(|_| here + 1)?,
        "lifetime" => (input.kind(here) == Some(Kind::Lifetime)).then_some(here + 1)?,
        "literal" => literal(input, here)?,
        "tt" => input.next(here),
        "block" => input.opens(here, b'{').then(|| input.next(here))?,
        "item" => item(input, here, end)?,
        "ty" | "path" => until(input, (here, end), follow, true),
        "meta" | "pat" | "pat_param" | "stmt" | "expr" | "expr_2021" => {
            until(input, (here, end), follow, false)
        }
        _ => return None,
    };
    let empty = behind == here && fragment != "vis";
    (behind <= end && !empty).then_some(behind)
}

fn visibility(input: &Tokens<'_>, here: usize, end: usize) -> usize {
    if here >= end || input.keyword(here) != Some("pub") {
        return here;
    }
    if input.opens(here + 1, b'(') && here + 1 < end { input.next(here + 1) } else { here + 1 }
}

fn literal(input: &Tokens<'_>, here: usize) -> Option<usize> {
    let at = if input.is(here, b'-') { here + 1 } else { here };
    let word = matches!(input.keyword(at), Some("true" | "false"));
    let found = word || matches!(input.kind(at), Some(Kind::Text | Kind::Other));
    // The lexer cuts `1.5` in three.
    let fraction = found && input.is(at + 1, b'.') && input.joined(at);
    found.then_some(if fraction { at + 3 } else { at + 1 })
}

fn item(input: &Tokens<'_>, here: usize, end: usize) -> Option<usize> {
    let (_, behind) = Attributes::outer(input, &GuardNames::default(), here);
    let head = Head::read(input, behind);
    (!head.is_expression()).then(|| head.extent(input, behind, end))
}

/// Everything up to what must stand behind it, at this level.
fn until(input: &Tokens<'_>, (here, end): (usize, usize), follow: &[&str], angles: bool) -> usize {
    let mut at = here;
    let mut depth = 0_usize;
    while at < end {
        if depth == 0 && follow.iter().any(|text| stands(input, at, text)) {
            return at;
        }
        let turbofish = at > here && input.is(at - 1, b':');
        if input.is(at, b'<') && (angles || turbofish || depth > 0) {
            depth += 1;
        } else if input.is(at, b'>')
            && depth > 0
            && !(input.is(at - 1, b'-') && input.joined(at - 1))
        {
            depth -= 1;
        } else if !angles && depth == 0 && starts_closure(input, here, at) {
            at = behind_parameters(input, at, end);
            continue;
        }
        at = input.next(at);
    }
    at.min(end)
}

fn stands(input: &Tokens<'_>, at: usize, text: &str) -> bool {
    let two = input.is(at + 1, b'>') && input.joined(at);
    match text {
        "=>" => input.is(at, b'=') && two,
        // A bare `=` is none of `==`, `=>`, `<=` and their like.
        "=" => input.is(at, b'=') && !two && !(input.is(at + 1, b'=') && input.joined(at)),
        _ => input.text_of(at, at + 1) == text,
    }
}

fn starts_closure(input: &Tokens<'_>, here: usize, at: usize) -> bool {
    input.is(at, b'|') && (at == here || input.keyword(at - 1) == Some("move"))
}

fn behind_parameters(input: &Tokens<'_>, bar: usize, end: usize) -> usize {
    let mut at = bar + 1;
    while at < end && !input.is(at, b'|') {
        at = input.next(at);
    }
    at + 1
}
