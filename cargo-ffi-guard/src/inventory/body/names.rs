//! Names that macros compute.

use super::outside::text;
use super::path::segments;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use std::collections::HashMap;
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, Lit, Macro, Token};

/// How many `concat!` may be nested.
const MAX_DEPTH: usize = 8;

/// The expansions of a macro of the crate: one for each definition that the call may mean.
pub(crate) type Expansions<'e> = dyn Fn(&Macro) -> Vec<TokenStream> + 'e;

/// The text that an expression of literals, `concat!`, `stringify!` and macros of the crate evaluates to.
pub(crate) fn literal_text(expression: &Expr, expansions: &Expansions<'_>) -> Option<String> {
    evaluate(expression, expansions, MAX_DEPTH)
}

fn evaluate(expression: &Expr, expansions: &Expansions<'_>, depth: usize) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            Lit::Char(letter) => Some(letter.value().to_string()),
            Lit::Bool(truth) => Some(truth.value.to_string()),
            Lit::Int(number) => Some(number.base10_digits().to_owned()),
            Lit::Float(number) => Some(number.base10_digits().to_owned()),
            _ => None,
        },
        Expr::Group(group) => evaluate(&group.expr, expansions, depth),
        Expr::Macro(call) => in_macro(&call.mac, expansions, depth.checked_sub(1)?),
        _ => None,
    }
}

fn in_macro(call: &Macro, expansions: &Expansions<'_>, depth: usize) -> Option<String> {
    let of_crate = expansions(call);
    if !of_crate.is_empty() {
        let texts = of_crate.into_iter().map(|tokens| {
            let expression = syn::parse2(tokens).ok()?;
            evaluate(&expression, expansions, depth)
        });
        let texts: Option<Vec<String>> = texts.collect();
        let mut texts = texts?;
        texts.dedup();
        return texts.pop().filter(|_| texts.is_empty());
    }
    let name = segments(&call.path).pop()?;
    match name.as_str() {
        "stringify" => Some(text(call.tokens.clone())).filter(|text| !text.starts_with('$')),
        "concat" => {
            let parts = Punctuated::<Expr, Token![,]>::parse_terminated;
            let parts = parts.parse2(call.tokens.clone()).ok()?;
            parts.iter().map(|part| evaluate(part, expansions, depth)).collect()
        }
        _ => None,
    }
}

/// Joins each `[<a b>]` in the input of `paste!` into one identifier. A name that the tokens do not tell becomes a
/// placeholder, which is added to `unknown` with the source text.
pub(crate) fn paste(tokens: TokenStream, unknown: &mut HashMap<String, String>) -> TokenStream {
    let paste_tree = |tree: TokenTree| match tree {
        TokenTree::Group(group) => match parts(&group) {
            Some(parts) => name(&parts, &group, unknown).into(),
            None => {
                let mut pasted = Group::new(group.delimiter(), paste(group.stream(), unknown));
                pasted.set_span(group.span());
                pasted.into()
            }
        },
        other => other,
    };
    tokens.into_iter().map(paste_tree).collect()
}

/// The tokens between `[<` and `>]`.
fn parts(group: &Group) -> Option<Vec<TokenTree>> {
    let trees: Vec<TokenTree> = group.stream().into_iter().collect();
    let is =
        |tree: &TokenTree, sign| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == sign);
    match trees.as_slice() {
        [open, parts @ .., close]
            if group.delimiter() == Delimiter::Bracket
                && is(open, '<')
                && is(close, '>')
                && !parts.is_empty() =>
        {
            Some(parts.to_vec())
        }
        _ => None,
    }
}

fn name(parts: &[TokenTree], group: &Group, unknown: &mut HashMap<String, String>) -> Ident {
    let span: Span = group.span();
    let known = joined(parts).and_then(|name| syn::parse_str::<Ident>(&name).ok());
    let mut name = known.unwrap_or_else(|| {
        let placeholder = format!("__pasted_{}", unknown.len());
        let written = text(TokenTree::from(group.clone()).into());
        unknown.insert(placeholder.clone(), written);
        Ident::new(&placeholder, span)
    });
    name.set_span(span);
    name
}

/// The name that the parts make; `None` if one of them is not known or not spelled in ASCII.
fn joined(parts: &[TokenTree]) -> Option<String> {
    let (mut name, mut last) = (String::new(), 0);
    let mut parts = parts.iter();
    while let Some(part) = parts.next() {
        let part = match part {
            TokenTree::Ident(word) => word.unraw().to_string(),
            TokenTree::Literal(literal) => match Lit::new(literal.clone()) {
                Lit::Str(text) => text.value(),
                _ => literal.to_string(),
            },
            TokenTree::Punct(colon) if colon.as_char() == ':' => {
                let last = name.split_off(last);
                name += &match parts.next()?.to_string().as_str() {
                    "lower" => last.to_lowercase(),
                    "upper" => last.to_uppercase(),
                    _ => return None,
                };
                continue;
            }
            _ => return None,
        };
        part.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()).then_some(())?;
        last = name.len();
        name += &part;
    }
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(source: &str) -> Option<String> {
        literal_text(&syn::parse_str(source).expect("an expression"), &|_| Vec::new())
    }

    /// The tokens after joining, and the texts that are not known.
    fn pasted(source: &str) -> (String, Vec<String>) {
        let mut unknown = HashMap::new();
        let tokens = paste(source.parse().expect("tokens"), &mut unknown);
        let mut unknown: Vec<String> = unknown.into_values().collect();
        unknown.sort();
        (tokens.to_string().split_whitespace().collect(), unknown)
    }

    #[test]
    fn names_are_joined() {
        let known = |source: &str| {
            let (tokens, unknown) = pasted(source);
            assert!(unknown.is_empty(), "{source}: {unknown:?}");
            tokens
        };
        assert_eq!(known("[<a_ \"b\" C:lower _ d:upper>]"), "a_bc_D");
        assert_eq!(known("m { fn [<a r#type>]() }"), "m{fnatype()}");
        assert_eq!(known("[a] [<>] [< a]"), "[a][<>][<a]");
        for source in ["[<a $b>]", "[<a:camel>]", "[<a \"-\">]", "[<1 a>]", "[<a :>]", "[<a b:c>]"]
        {
            let (tokens, unknown) = pasted(source);
            assert_eq!((tokens.as_str(), unknown), ("__pasted_0", vec![source.to_owned()]));
        }
        let (tokens, unknown) = pasted("([<a $b>] [<$c d>] [<e f>])");
        assert_eq!(tokens, "(__pasted_0__pasted_1ef)");
        assert_eq!(unknown, ["[<$c d>]", "[<a $b>]"]);
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
