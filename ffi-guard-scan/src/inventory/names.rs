//! The names of functions and symbols, as written or as macros compute them.

use super::super::literal;
use super::super::tokens::Tokens;

/// How deep `concat!` may stand in `concat!`.
const MAX_DEPTH: usize = 8;

/// A name: its text, and its value where the text alone tells it.
pub(super) struct Name {
    pub(super) text: String,
    pub(super) value: Option<String>,
    /// The token behind it.
    pub(super) behind: usize,
}

/// The name at `at`: a word, a macro variable, or `[<a $b>]` as `paste!` joins it.
pub(super) fn item(tokens: &Tokens<'_>, at: usize) -> Name {
    if let Some((name, behind)) = tokens.name(at) {
        let value = (!name.starts_with('$')).then(|| name.to_owned());
        return Name { text: name.to_owned(), value, behind };
    }
    let close = tokens.partner(at);
    if tokens.opens(at, b'[') && tokens.is(at + 1, b'<') && close > at + 2 {
        let text = tokens.text_of(at, close + 1).to_owned();
        return Name { text, value: pasted(tokens, at + 2, close - 1), behind: close + 1 };
    }
    Name { text: String::new(), value: None, behind: at }
}

/// What `paste!` makes of the tokens within `[<` and `>]`.
fn pasted(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<String> {
    let mut name = String::new();
    let mut part = 0;
    let mut at = from;
    while at < to {
        if tokens.is(at, b':') {
            let changed = match tokens.word(at + 1)? {
                "lower" => name[part..].to_lowercase(),
                "upper" => name[part..].to_uppercase(),
                _ => return None,
            };
            name.replace_range(part.., &changed);
            at += 2;
            continue;
        }
        part = name.len();
        let text = tokens.text_of(at, at + 1);
        let value = tokens.string(at).map_or(Some(text.to_owned()), literal::value)?;
        if !value.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()) {
            return None;
        }
        name += &value;
        at += 1;
    }
    (!name.is_empty()).then_some(name)
}

/// The value of the expression between two tokens, if it is built of literals, `concat!` and
/// `stringify!`.
pub(super) fn text(tokens: &Tokens<'_>, from: usize, to: usize) -> Option<String> {
    evaluate(tokens, from, to, MAX_DEPTH)
}

fn evaluate(tokens: &Tokens<'_>, from: usize, to: usize, depth: usize) -> Option<String> {
    if to == from + 1 {
        return match tokens.string(from) {
            Some(text) => literal::value(text),
            // Numbers and the like are what `concat!` writes them as.
            None => tokens.word(from).is_none().then(|| tokens.text_of(from, to).to_owned()),
        };
    }
    let (path, bang) = super::body::read_path(tokens, from);
    let open = bang + 1;
    if !tokens.is(bang, b'!') || !tokens.opens_any(open) || tokens.next(open) != to || depth == 0 {
        return None;
    }
    let close = tokens.partner(open);
    match path.last().copied() {
        Some("stringify") if !tokens.is(open + 1, b'$') => {
            Some(tokens.text_of(open + 1, close).to_owned())
        }
        Some("concat") => {
            let parts = tokens.split(open + 1, close).into_iter();
            parts.map(|(from, to)| evaluate(tokens, from, to, depth - 1)).collect()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(source: &str) -> Option<String> {
        let tokens = Tokens::new(source);
        item(&tokens, 0).value
    }

    #[test]
    fn names_are_read_and_joined() {
        assert_eq!(value("r#fn()").as_deref(), Some("fn"));
        assert_eq!(value("$name()"), None);
        assert_eq!(value("[<a_ \"b\" C:lower _ d:upper>]").as_deref(), Some("a_bc_D"));
        assert_eq!(value("[<a $b>]"), None);
        assert_eq!(value("[<a:camel>]"), None);
        assert_eq!(value("[]"), None);
        assert_eq!(value("[<"), None);
        assert_eq!(value("("), None);
    }

    #[test]
    fn expressions_of_literals_have_a_value() {
        let value = |source| {
            let tokens = Tokens::new(source);
            text(&tokens, 0, tokens.len())
        };
        assert_eq!(value("concat!(\"a_\", stringify!(b), 1)").as_deref(), Some("a_b1"));
        assert_eq!(value("::core::concat!(\"a\")").as_deref(), Some("a"));
        assert_eq!(value("concat!(\"a\", $b)"), None);
        assert_eq!(value("NAME"), None);
        assert_eq!(value(&format!("{}\"a\"{}", "concat!(".repeat(1000), ")".repeat(1000))), None);
    }
}
