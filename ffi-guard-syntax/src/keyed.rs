//! The arguments of all our macros have one grammar: `key` or `key = value`, with commas between.

use crate::errors::Errors;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr, ExprLit, ExprPath, Lit, LitBool, LitStr, Result, Token};

/// One argument.
pub(crate) struct Argument {
    pub(crate) key: Ident,
    pub(crate) value: Option<Expr>,
}

/// Reads arguments whose keys must be among `known`, each at most once. `usage` shows how to write them.
pub(crate) fn parse(
    tokens: TokenStream,
    known: &[&str],
    usage: &str,
    errors: &mut Errors,
) -> Vec<Argument> {
    let mut arguments: Vec<Argument> = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            match argument(input, usage) {
                Ok(argument) => accept(argument, &mut arguments, known, usage, errors),
                Err(error) => {
                    errors.push(error);
                    skip_to_comma(input);
                }
            }
            if !input.is_empty() && !input.peek(Token![,]) {
                errors.push(input.error("expected `,` between two arguments"));
                skip_to_comma(input);
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(tokens) {
        errors.push(error);
    }
    arguments
}

fn argument(input: ParseStream<'_>, usage: &str) -> Result<Argument> {
    if !input.peek(syn::Ident::peek_any) {
        return Err(input.error(format!("expected an argument; write {usage}")));
    }
    let key = Ident::parse_any(input)?;
    let value = if input.parse::<Option<Token![=]>>()?.is_some() {
        if input.is_empty() || input.peek(Token![,]) {
            let message = format!("`{key} =` needs a value; write {usage}");
            return Err(syn::Error::new(key.span(), message));
        }
        Some(value(input)?)
    } else if input.is_empty() || input.peek(Token![,]) {
        None
    } else {
        return Err(input.error(format!("expected `=` or `,` after `{key}`; write {usage}")));
    };
    Ok(Argument { key, value })
}

/// `box` is a word of ours where rustc has reserved it.
fn value(input: ParseStream<'_>) -> Result<Expr> {
    let word: Option<Ident> = input.fork().call(Ident::parse_any).ok().filter(|word| word == "box");
    let Some(word) = word else { return input.parse() };
    input.call(Ident::parse_any)?;
    Ok(Expr::Path(ExprPath { attrs: Vec::new(), qself: None, path: word.into() }))
}

fn accept(
    argument: Argument,
    arguments: &mut Vec<Argument>,
    known: &[&str],
    usage: &str,
    errors: &mut Errors,
) {
    let key = &argument.key;
    if !known.contains(&key.to_string().as_str()) {
        errors.on(key, format!("unknown argument `{key}`; write {usage}"));
    } else if arguments.iter().any(|earlier| earlier.key == *key) {
        errors.on(key, format!("`{key}` is given twice; keep one"));
    } else {
        arguments.push(argument);
    }
}

fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        // Cannot fail: the input is not empty.
        if input.parse::<TokenTree>().is_err() {
            return;
        }
    }
}

/// An expression without the invisible group that a `$x:expr` of a `macro_rules!` arrives in.
pub(crate) fn ungroup(mut expr: Expr) -> Expr {
    while let Expr::Group(group) = expr {
        expr = *group.expr;
    }
    expr
}

impl Argument {
    /// The value, which the argument must have.
    pub(crate) fn value(self, example: &str, errors: &mut Errors) -> Option<Expr> {
        if self.value.is_none() {
            errors.on(&self.key, format!("`{}` needs a value: {example}", self.key));
        }
        self.value.map(ungroup)
    }

    /// A string literal.
    pub(crate) fn string(self, example: &str, errors: &mut Errors) -> Option<LitStr> {
        match self.value(example, errors)? {
            Expr::Lit(ExprLit { lit: Lit::Str(string), .. }) => Some(string),
            other => wrong(other, "a string literal", example, errors),
        }
    }

    /// `true` or `false`.
    pub(crate) fn boolean(self, example: &str, errors: &mut Errors) -> Option<LitBool> {
        match self.value(example, errors)? {
            Expr::Lit(ExprLit { lit: Lit::Bool(boolean), .. }) => Some(boolean),
            other => wrong(other, "`true` or `false`", example, errors),
        }
    }

    /// A path such as `::name` or `crate::reexports::ffi_guard`.
    pub(crate) fn path(self, example: &str, errors: &mut Errors) -> Option<syn::Path> {
        match self.value(example, errors)? {
            Expr::Path(path) if path.qself.is_none() => Some(path.path),
            other => wrong(other, "a path", example, errors),
        }
    }

    /// Refuses a value; for an argument that is a word alone.
    pub(crate) fn word(self, errors: &mut Errors) -> Ident {
        if let Some(value) = &self.value {
            errors.on(value, format!("`{}` takes no value; write the word alone", self.key));
        }
        self.key
    }
}

fn wrong<T>(found: impl ToTokens, wanted: &str, example: &str, errors: &mut Errors) -> Option<T> {
    errors.on(found, format!("expected {wanted}: {example}"));
    None
}
