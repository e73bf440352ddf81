//! The text of documentation: values in C, lists, and lines.

use quote::ToTokens;
use syn::spanned::Spanned;

/// The maximal length of a line.
const WIDTH: usize = 96;

/// Returns a value as the author wrote it, with null and the limits of numbers in C.
pub(super) fn constant(value: &(impl ToTokens + Spanned)) -> String {
    let text = source(value);
    let mut parts = text.split(['(', ':', '<']).filter(|part| !part.is_empty());
    if text.ends_with("()") && parts.any(|part| part == "null" || part == "null_mut") {
        return "NULL".to_owned();
    }
    let path: Vec<&str> = text.split("::").collect();
    let in_c = match path.as_slice() {
        [.., number, name] => of_number(number, name),
        _ => None,
    };
    format!("`{}`", in_c.unwrap_or(text))
}

/// Returns the constant of C for `i32::MAX` and the like.
fn of_number(number: &str, name: &str) -> Option<String> {
    let macro_of = match number {
        "f32" | "f64" => return matches!(name, "NAN" | "INFINITY").then(|| name.to_owned()),
        "usize" => "SIZE".to_owned(),
        "i8" | "i16" | "i32" | "i64" => format!("INT{}", &number[1..]),
        "u8" | "u16" | "u32" | "u64" => format!("UINT{}", &number[1..]),
        _ => return None,
    };
    match name {
        "MAX" => Some(format!("{macro_of}_MAX")),
        "MIN" if macro_of.starts_with('I') => Some(format!("{macro_of}_MIN")),
        "MIN" => Some("0".to_owned()),
        _ => None,
    }
}

/// Returns the source text on one line, or the tokens if it is unknown.
pub(super) fn source(tokens: &(impl ToTokens + Spanned)) -> String {
    let text = tokens.span().source_text().filter(|text| !text.is_empty());
    let text = text.unwrap_or_else(|| tokens.to_token_stream().to_string());
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns `a`, or `a, b and c`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// Breaks a sentence into lines. The first begins with `mark`, the others with as much space.
pub(super) fn wrap(text: &str, mark: &str, lines: &mut Vec<String>) {
    let mut line = mark.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.len() + 1 + word.len() > WIDTH {
            lines.push(std::mem::replace(&mut line, " ".repeat(mark.len())));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    lines.push(line);
}
