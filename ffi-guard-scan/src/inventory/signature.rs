//! What a function's head says, read around its `fn`.

use super::super::literal;
use super::super::tokens::Tokens;
use super::body::behind_angles;
use super::model::Signature;

/// How many tokens or groups of a head are read: source without an end costs no more than that for
/// each `fn` in it.
const MAX_HEAD: usize = 1024;

/// A function's head and where its body is.
pub(super) struct Function {
    pub(super) signature: Signature,
    /// The parenthesis that opens its parameters.
    pub(super) parameters: Option<usize>,
    /// The opening brace of its body.
    pub(super) body: Option<usize>,
    /// The first token of its return type.
    pub(super) returns: Option<usize>,
}

/// Reads the function whose `fn` stands at `keyword` and whose name ends before `behind_name`.
pub(super) fn read(tokens: &Tokens<'_>, keyword: usize, behind_name: usize) -> Function {
    let mut signature = qualifiers(tokens, keyword);
    let mut at = behind_name;
    let mut returns = None;
    let limit = behind_name.saturating_add(MAX_HEAD);
    if tokens.is(at, b'<') {
        at = behind_angles(tokens, at, limit);
    }
    let parameters = tokens.opens(at, b'(').then_some(at);
    if parameters.is_some() {
        at = tokens.next(at);
    }
    if tokens.is(at, b'-') && tokens.is(at + 1, b'>') {
        let end = end_of_type(tokens, at + 2, limit.max(at + MAX_HEAD));
        signature.returns = tokens.text_of(at + 2, end).to_owned();
        returns = Some(at + 2);
        at = end;
    }
    for _ in 0..MAX_HEAD {
        if tokens.opens(at, b'{') {
            return Function { signature, parameters, body: Some(at), returns };
        }
        if tokens.is(at, b';') || tokens.closes(at) {
            break;
        }
        at = tokens.next(at);
    }
    Function { signature, parameters, body: None, returns }
}

/// The first token of the function whose `fn` stands at `keyword`, behind its attributes.
pub(super) fn start(tokens: &Tokens<'_>, keyword: usize) -> usize {
    let mut at = keyword;
    while let Some(before) = at.checked_sub(1) {
        let restricted = tokens.partner(before).wrapping_sub(1);
        at = match tokens.keyword(before) {
            Some("unsafe" | "extern" | "const" | "async" | "safe" | "default" | "pub" | "gen") => {
                before
            }
            None if tokens.string(before).is_some() => before,
            None if tokens.closes(before) && tokens.keyword(restricted) == Some("pub") => {
                restricted
            }
            _ => return at,
        };
    }
    at
}

/// What stands in front of `fn`, read backwards.
fn qualifiers(tokens: &Tokens<'_>, keyword: usize) -> Signature {
    let mut signature = Signature::default();
    let mut at = keyword;
    while let Some(before) = at.checked_sub(1) {
        match tokens.keyword(before) {
            Some("unsafe") => signature.is_unsafe = true,
            Some("extern") => signature.abi = Some(abi(tokens, before + 1)),
            Some("const" | "async" | "safe" | "default" | "pub" | "gen") => {}
            Some(_) if tokens.is(before.wrapping_sub(1), b'$') => {}
            None if tokens.is(before, b'$') || tokens.string(before).is_some() => {}
            _ => break,
        }
        at = before;
    }
    signature
}

fn abi(tokens: &Tokens<'_>, at: usize) -> String {
    match tokens.string(at) {
        Some(text) => literal::value(text).unwrap_or_else(|| text.to_owned()),
        None if tokens.is(at, b'$') => tokens.text_of(at, at + 2).to_owned(),
        None => "C".to_owned(),
    }
}

/// Where a return type ends: at the body, a `where` or a semicolon.
fn end_of_type(tokens: &Tokens<'_>, from: usize, limit: usize) -> usize {
    let mut at = from;
    while at < tokens.len().min(limit) {
        let ends = tokens.opens(at, b'{')
            || tokens.is(at, b';')
            || tokens.keyword(at) == Some("where")
            || tokens.closes(at);
        if ends {
            return at;
        }
        at = if tokens.is(at, b'<') {
            behind_angles(tokens, at, limit).max(at + 1)
        } else {
            tokens.next(at)
        };
    }
    at.min(tokens.len())
}

/// Whether an `extern` stands in front of this `fn`.
pub(super) fn has_abi(tokens: &Tokens<'_>, keyword: usize) -> bool {
    (1..=3).any(|back| {
        keyword.checked_sub(back).is_some_and(|at| tokens.keyword(at) == Some("extern"))
    })
}

/// Whether C cannot call a function of this ABI, or may see it unwind by contract.
pub(super) fn is_foreign(signature: &Signature) -> bool {
    match signature.abi.as_deref() {
        None => false,
        Some(abi) => {
            !abi.starts_with("Rust") && !abi.starts_with("rust-") && !abi.ends_with("-unwind")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(source: &str) -> (Option<String>, bool, String, bool) {
        let tokens = Tokens::new(source);
        let keyword = (0..tokens.len()).find(|at| tokens.keyword(*at) == Some("fn")).expect("fn");
        let Function { signature, body, .. } = read(&tokens, keyword, keyword + 2);
        (signature.abi, signature.is_unsafe, signature.returns, body.is_some())
    }

    #[test]
    fn heads_are_read_in_every_form() {
        let c = Some("C".to_owned());
        assert_eq!(
            head("pub unsafe extern fn f() -> [u8; 2] {}"),
            (c.clone(), true, "[u8; 2]".into(), true)
        );
        assert_eq!(
            head("extern \"C\" fn f<'a, T: A<{ 1 }>>(x: fn() -> u8);"),
            (c, false, String::new(), false)
        );
        assert_eq!(head("const fn f() where A: B { }"), (None, false, String::new(), true));
        assert_eq!(
            head("extern r\"system\" fn f() -> Option<A<{ 1 }, fn() -> u8>> where X: Y {}"),
            (Some("system".into()), false, "Option<A<{ 1 }, fn() -> u8>>".into(), true)
        );
        assert_eq!(head("fn f( -> x"), (None, false, String::new(), false));
    }
}
