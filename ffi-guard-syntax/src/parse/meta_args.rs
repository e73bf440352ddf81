//! The grammar of the arguments of all macros and attributes: `key`, `key = value` or `key(..)`, separated by commas.

use super::group::ungroup;
use super::symbol_attr;
use crate::errors::Errors;
use crate::model::SourceSymbol;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{
    Expr, ExprArray, ExprLit, ExprPath, Lit, LitStr, Result, Token, Type, bracketed, parenthesized,
    token,
};

/// An argument.
pub(super) struct Argument {
    pub(super) key: Ident,
    pub(super) value: Option<Expr>,
    /// The tokens in the parentheses of `key(..)`.
    pub(super) list: Option<TokenStream>,
}

/// Reads arguments whose keys must be among `known`, each at most once. `usage` shows how to write them.
pub(super) fn parse(
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
    let mut list = None;
    let value = if input.parse::<Option<Token![=]>>()?.is_some() {
        if input.is_empty() || input.peek(Token![,]) {
            let message = format!("`{key} =` needs a value; write {usage}");
            return Err(syn::Error::new(key.span(), message));
        }
        Some(value(input)?)
    } else if input.peek(token::Paren) {
        let content;
        parenthesized!(content in input);
        list = Some(content.parse()?);
        None
    } else if input.is_empty() || input.peek(Token![,]) {
        None
    } else {
        return Err(input.error(format!("expected `=` or `,` after `{key}`; write {usage}")));
    };
    Ok(Argument { key, value, list })
}

/// Reads a value; `box`, which rustc has reserved, as a path.
fn value(input: ParseStream<'_>) -> Result<Expr> {
    let word: Option<Ident> = input.fork().call(Ident::parse_any).ok().filter(|word| word == "box");
    let Some(word) = word else {
        let types = || types(&input.fork());
        let is_list = input.peek(token::Bracket) && input.fork().parse::<Expr>().is_err();
        return match is_list.then(types).transpose() {
            Ok(Some(_)) => self::types(input),
            _ => input.parse(),
        };
    };
    input.call(Ident::parse_any)?;
    Ok(Expr::Path(ExprPath { attrs: Vec::new(), qself: None, path: word.into() }))
}

/// Reads a list of types. A type such as `Box<T>` does not parse as an expression.
fn types(input: ParseStream<'_>) -> Result<Expr> {
    let content;
    let bracket_token = bracketed!(content in input);
    let types = Punctuated::<Type, Token![,]>::parse_terminated(&content)?;
    let elems = types.into_iter().map(|ty| Expr::Verbatim(ty.into_token_stream())).collect();
    Ok(Expr::Array(ExprArray { attrs: Vec::new(), bracket_token, elems }))
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
        errors.on(key, &format!("unknown argument `{key}`; write {usage}"));
    } else if arguments.iter().any(|earlier| earlier.key == *key) {
        errors.on(key, &format!("`{key}` is given twice; keep one"));
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

impl Argument {
    /// Returns the key and the value, which must be a string literal.
    pub(super) fn keyed_string(
        self,
        example: &str,
        errors: &mut Errors,
    ) -> Option<(Ident, LitStr)> {
        let key = self.key.clone();
        self.string(example, errors).map(|value| (key, value))
    }

    /// Returns the key and the value, which must be a symbol.
    pub(super) fn keyed_symbol(
        self,
        example: &str,
        errors: &mut Errors,
    ) -> Option<(Ident, SourceSymbol)> {
        let key = self.key.clone();
        let message =
            format!("expected a string literal or a macro that expands to one: {example}");
        symbol_attr::symbol(self.value(example, errors)?, &message, errors).map(|name| (key, name))
    }

    /// Returns whether it is a key alone.
    pub(super) fn is_word(&self) -> bool {
        self.value.is_none() && self.list.is_none()
    }

    /// Returns the value, which the argument must have.
    pub(super) fn value(self, example: &str, errors: &mut Errors) -> Option<Expr> {
        if self.value.is_none() {
            errors.on(&self.key, &format!("`{}` needs a value: {example}", self.key));
        }
        self.value.map(ungroup)
    }

    /// Returns the value, which must be a string literal.
    pub(super) fn string(self, example: &str, errors: &mut Errors) -> Option<LitStr> {
        match self.value(example, errors)? {
            Expr::Lit(ExprLit { lit: Lit::Str(string), .. }) => Some(string),
            other => {
                wrong(&other, "a string literal", example, errors);
                None
            }
        }
    }

    /// Returns the value, which must be `true` or `false`.
    pub(super) fn flag(self, example: &str, errors: &mut Errors) -> bool {
        match self.value(example, errors) {
            Some(Expr::Lit(ExprLit { lit: Lit::Bool(flag), .. })) => flag.value,
            Some(other) => {
                wrong(&other, "`true` or `false`", example, errors);
                false
            }
            None => false,
        }
    }

    /// Returns the value, which must be a path such as `::name` or `crate::reexports::ffi_guard`.
    pub(super) fn path(self, example: &str, errors: &mut Errors) -> Option<syn::Path> {
        match self.value(example, errors)? {
            Expr::Path(path) if path.qself.is_none() => Some(path.path),
            other => {
                wrong(&other, "a path", example, errors);
                None
            }
        }
    }

    /// Returns the key, and rejects a value.
    pub(super) fn word(self, errors: &mut Errors) -> Ident {
        if !self.is_word() {
            let message = format!("`{}` takes no value; write the word alone", self.key);
            match &self.value {
                Some(value) => errors.on(value, &message),
                None => errors.on(&self.key, &message),
            }
        }
        self.key
    }
}

fn wrong(found: &Expr, wanted: &str, example: &str, errors: &mut Errors) {
    errors.on(found, &format!("expected {wanted}: {example}"));
}
