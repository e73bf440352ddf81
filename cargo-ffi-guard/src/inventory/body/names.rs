//! Symbols that macros compute.

use super::outside::text;
use super::path::segments;
use proc_macro2::TokenStream;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Macro, Token};

/// How deep `concat!` may stand in `concat!`.
const MAX_DEPTH: usize = 8;

/// The text that an expression of literals, `concat!` and `stringify!` evaluates to.
pub(crate) fn literal_text(expression: &Expr) -> Option<String> {
    evaluate(expression, MAX_DEPTH)
}

fn evaluate(expression: &Expr, depth: usize) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            Lit::Char(letter) => Some(letter.value().to_string()),
            Lit::Bool(truth) => Some(truth.value.to_string()),
            Lit::Int(number) => Some(number.base10_digits().to_owned()),
            Lit::Float(number) => Some(number.base10_digits().to_owned()),
            _ => None,
        },
        Expr::Group(group) => evaluate(&group.expr, depth),
        Expr::Macro(call) => in_macro(&call.mac, depth.checked_sub(1)?),
        _ => None,
    }
}

fn in_macro(call: &Macro, depth: usize) -> Option<String> {
    let name = segments(&call.path).pop()?;
    match name.as_str() {
        "stringify" => Some(text(call.tokens.clone())).filter(|text| !text.starts_with('$')),
        "concat" => {
            let parts = Punctuated::<Expr, Token![,]>::parse_terminated;
            let parts = parts.parse2(call.tokens.clone()).ok()?;
            parts.iter().map(|part| evaluate(part, depth)).collect()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(source: &str) -> Option<String> {
        literal_text(&syn::parse_str(source).expect("an expression"))
    }

    #[test]
    fn expressions_of_literals_have_a_value() {
        assert_eq!(value("concat!(\"a_\", stringify!(b), 1)").as_deref(), Some("a_b1"));
        assert_eq!(value("::core::concat!(\"a\")").as_deref(), Some("a"));
        assert_eq!(value("concat!(\"a\", NAME)"), None);
        assert_eq!(value("concat!(\"a\", $b)"), None);
        assert_eq!(value("NAME"), None);
        assert_eq!(value(&format!("{}\"a\"{}", "concat!(".repeat(100), ")".repeat(100))), None);
    }
}
