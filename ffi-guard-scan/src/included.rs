//! The path that an `include!` names.

use std::path::Path;

use super::literal;
use super::report::Options;
use super::tokens::Tokens;

/// The maximum nesting of `concat!`.
const MAX_DEPTH: usize = 8;

/// Evaluates the expression between two tokens. Supports string literals, `concat!` and the two variables in `options`.
pub(super) fn path(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    options: &Options,
) -> Option<String> {
    let [(from, to)] = *tokens.split(from, to) else { return None };
    evaluate(tokens, from, to, options, MAX_DEPTH)
}

fn evaluate(
    tokens: &Tokens<'_>,
    from: usize,
    to: usize,
    options: &Options,
    depth: usize,
) -> Option<String> {
    if to == from + 1 {
        return tokens.string(from).and_then(literal::value);
    }
    let (name, open) = call(tokens, from)?;
    let close = tokens.partner(open);
    if close + 1 != to || depth == 0 {
        return None;
    }
    let mut arguments = tokens.split(open + 1, close).into_iter();
    match name {
        "concat" => {
            arguments.map(|(from, to)| evaluate(tokens, from, to, options, depth - 1)).collect()
        }
        "env" => variable(&literal::value(tokens.string(arguments.next()?.0)?)?, options),
        _ => None,
    }
}

/// The last segment of a macro call's path, and its opening bracket.
fn call<'a>(tokens: &Tokens<'a>, from: usize) -> Option<(&'a str, usize)> {
    let mut at = from;
    while tokens.is(at, b':') || tokens.word(at).is_some() && tokens.is(at + 1, b':') {
        at += 1;
    }
    let found = tokens.is(at + 1, b'!') && tokens.opens_any(at + 2);
    tokens.word(at).filter(|_| found).map(|name| (name, at + 2))
}

fn variable(name: &str, options: &Options) -> Option<String> {
    let path = match name {
        "OUT_DIR" => options.out_dir.as_deref(),
        "CARGO_MANIFEST_DIR" => options.manifest_dir.as_deref(),
        _ => None,
    };
    path.and_then(Path::to_str).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(source: &str) -> Option<String> {
        let options = Options { out_dir: Some("/out".into()), ..Options::default() };
        let tokens = Tokens::new(source);
        path(&tokens, 0, tokens.len(), &options)
    }

    #[test]
    fn literals_and_known_variables_have_a_value() {
        assert_eq!(value("\"a.rs\",").as_deref(), Some("a.rs"));
        assert_eq!(
            value("concat!(env!(\"OUT_DIR\"), \"/\", r\"a.rs\",)").as_deref(),
            Some("/out/a.rs")
        );
        let paths = "::core::concat!(std::env![\"OUT_DIR\", \"no build script\"], \"/a.rs\")";
        assert_eq!(value(paths).as_deref(), Some("/out/a.rs"));
    }

    #[test]
    fn anything_else_has_none() {
        for source in [
            "",
            "$path",
            "concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/a.rs\")",
            "concat!(env!(\"HOME\"), \"/a.rs\")",
            "concat!(NAME, \"a.rs\")",
            "concat!(\"a\") + \"b\"",
            "\"a\", \"b\"",
        ] {
            assert_eq!(value(source), None, "{source}");
        }
        let deep = format!("{}\"a\"{}", "concat!(".repeat(100_000), ")".repeat(100_000));
        assert_eq!(value(&deep), None);
    }
}
