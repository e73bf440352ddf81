//! The body of a rule.

use super::tokens::{Repeated, is_punct};
use proc_macro2::{Delimiter, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::ext::IdentExt;

/// How deep groups and repetitions may nest in a body.
const MAX_DEPTH: usize = 256;

/// A piece of a body.
#[derive(Debug)]
pub(super) enum Template {
    Token(TokenTree),
    Group {
        delimiter: Delimiter,
        span: Span,
        inside: Vec<Template>,
    },
    /// `$name`, where the matcher has the variable.
    Variable {
        name: String,
        /// Whether a `<` follows, which is an operator behind a type.
        before_less: bool,
    },
    /// `$( .. ) separator operator` with the variables in it.
    Repetition {
        inside: Vec<Template>,
        separator: Vec<TokenTree>,
        variables: BTreeSet<String>,
    },
}

/// Parses the body of a rule with these variables. `None` if it nests too deeply.
pub(super) fn parse(tokens: TokenStream, variables: &BTreeSet<&str>) -> Option<Vec<Template>> {
    Parser { variables }.sequence(tokens, &mut BTreeSet::new(), MAX_DEPTH)
}

struct Parser<'v> {
    variables: &'v BTreeSet<&'v str>,
}

impl Parser<'_> {
    /// Parses one level, and adds the variables that it uses to `used`.
    fn sequence(
        &self,
        tokens: TokenStream,
        used: &mut BTreeSet<String>,
        depth: usize,
    ) -> Option<Vec<Template>> {
        let depth = depth.checked_sub(1)?;
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut templates = Vec::new();
        let mut rest = trees.as_slice();
        while let [first, behind @ ..] = rest {
            if let Some(repeated) = Repeated::read(rest) {
                let mut variables = BTreeSet::new();
                let inside = self.sequence(repeated.inside.stream(), &mut variables, depth)?;
                used.extend(variables.iter().cloned());
                let separator = repeated.separator.to_vec();
                templates.push(Template::Repetition { inside, separator, variables });
                rest = &rest[repeated.length..];
                continue;
            }
            if let (true, [second, behind @ ..]) = (is_punct(first, '$'), behind)
                && let Some(template) = self.dollar(second, behind, used)
            {
                templates.push(template);
                rest = behind;
                continue;
            }
            templates.push(match first {
                TokenTree::Group(group) => Template::Group {
                    delimiter: group.delimiter(),
                    span: group.span(),
                    inside: self.sequence(group.stream(), used, depth)?,
                },
                token => Template::Token(apart(token, behind)),
            });
            rest = behind;
        }
        Some(templates)
    }

    /// `$$`, `$crate` or a variable of the matcher.
    fn dollar(
        &self,
        second: &TokenTree,
        behind: &[TokenTree],
        used: &mut BTreeSet<String>,
    ) -> Option<Template> {
        match second {
            TokenTree::Punct(dollar) if dollar.as_char() == '$' => {
                Some(Template::Token(second.clone()))
            }
            TokenTree::Ident(word) if word == "crate" => {
                Some(Template::Token(Ident::new("crate", word.span()).into()))
            }
            TokenTree::Ident(word) => {
                let name = word.unraw().to_string();
                self.variables.contains(name.as_str()).then(|| {
                    used.insert(name.clone());
                    let before_less = behind.first().is_some_and(|next| is_punct(next, '<'));
                    Template::Variable { name, before_less }
                })
            }
            _ => None,
        }
    }
}

/// The token, not joined to the `$` behind it, so that it does not join with the tokens of a variable.
fn apart(token: &TokenTree, behind: &[TokenTree]) -> TokenTree {
    match token {
        TokenTree::Punct(punct) if behind.first().is_some_and(|next| is_punct(next, '$')) => {
            let mut alone = Punct::new(punct.as_char(), Spacing::Alone);
            alone.set_span(punct.span());
            alone.into()
        }
        token => token.clone(),
    }
}
