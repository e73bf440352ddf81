//! The text of documentation: values in C, and lines.

use proc_macro2::Ident;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Expr, ExprUnary, Lit, Path, UnOp};

/// The maximal length of a line.
const WIDTH: usize = 96;

/// The marks around a path of Rust in documentation, which the tool replaces by the name in C once it is known.
pub const PATH_MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// Returns a value in C: literals, null, the limits of numbers; and a path between marks. Of other expressions, returns
/// the source. `Self` in a path is replaced by `owner`.
pub(super) fn constant(value: &Expr, owner: Option<&Ident>) -> String {
    match value {
        Expr::Group(group) => return constant(&group.expr, owner),
        Expr::Paren(paren) => return constant(&paren.expr, owner),
        Expr::Lit(literal) => return of_literal(&literal.lit),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => {
            if let Expr::Lit(literal) = &**expr {
                return format!("-{}", of_literal(&literal.lit));
            }
        }
        Expr::Path(path) => return of_path(&path.path, owner),
        Expr::Call(call) if call.args.is_empty() && is_null(&call.func) => {
            return "NULL".to_owned();
        }
        _ => {}
    }
    format!("the value of `{}` in Rust", source(value))
}

fn of_literal(literal: &Lit) -> String {
    match literal {
        Lit::Int(number) => number.base10_digits().to_owned(),
        Lit::Float(number) => number.base10_digits().to_owned(),
        other => source(other),
    }
}

fn is_null(function: &Expr) -> bool {
    let Expr::Path(path) = function else { return false };
    path.path.segments.last().is_some_and(|last| last.ident == "null" || last.ident == "null_mut")
}

fn of_path(path: &Path, owner: Option<&Ident>) -> String {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|segment| match owner {
            Some(owner) if segment.ident == "Self" => owner.to_string(),
            _ => segment.ident.to_string(),
        })
        .collect();
    let number = match names.as_slice() {
        [.., number, name] => of_number(number, name),
        _ => None,
    };
    let [begin, end] = PATH_MARKS;
    number.unwrap_or_else(|| format!("{begin}{}{end}", names.join("::")))
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
