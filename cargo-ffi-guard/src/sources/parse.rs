//! From a text to a `syn::File`.

use super::nesting;
use super::thin::{Relevance, thin};
use proc_macro2::{Span, TokenStream};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::str::FromStr;

/// A parsed text.
pub(crate) struct Parsed {
    pub(crate) ast: Ast,
    /// The name that `proc_macro2` gives the text, if it has tokens.
    pub(crate) name: Option<String>,
    /// The names that may come to matter.
    pub(crate) asked: HashSet<String>,
}

/// The syntax tree of a file.
pub(crate) enum Ast {
    File(syn::File),
    /// The file is included in the place of an expression.
    Expression(Box<syn::Expr>),
}

/// Why a text cannot be parsed.
pub(crate) struct SyntaxError {
    pub(crate) what: String,
    /// The bytes of the text, its line from 1 and its column from 1.
    pub(crate) bytes: Range<usize>,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Parses a text. Bodies of functions without a relevant word are empty.
pub(crate) fn parse(text: &str, relevance: &dyn Relevance) -> Result<Parsed, SyntaxError> {
    let mut asked = HashSet::new();
    let tokens = lex(&thin(&without_shebang(text), relevance, &mut asked))?;
    let name = tokens.clone().into_iter().next().map(|first| first.span().file());
    if nesting::is_too_deep(&tokens) {
        let what = "the code nests too deep to be parsed".to_owned();
        return Err(SyntaxError { what, bytes: 0..0, line: 1, column: 1 });
    }
    // The parser copies tokens that are kept.
    match syn::parse2(tokens) {
        Ok(file) => Ok(Parsed { ast: Ast::File(file), name, asked }),
        Err(error) => {
            let tokens = lex(text)?;
            if nesting::is_too_deep(&tokens) {
                return Err(SyntaxError::of_syn(&error));
            }
            let name = tokens.clone().into_iter().next().map(|first| first.span().file());
            let expression = syn::parse2(tokens).map_err(|_| SyntaxError::of_syn(&error))?;
            Ok(Parsed { ast: Ast::Expression(Box::new(expression)), name, asked })
        }
    }
}

/// Splits a text into tokens.
pub(crate) fn lex(text: &str) -> Result<TokenStream, SyntaxError> {
    TokenStream::from_str(&without_shebang(text)).map_err(|error| {
        let (what, at) = match ffi_guard_scan::lex(text).1 {
            Some(fault) => (fault.what.to_owned(), fault.at),
            None => (error.to_string(), error.span().byte_range().start),
        };
        SyntaxError::at(text, what, at)
    })
}

impl SyntaxError {
    fn at(text: &str, what: String, at: usize) -> Self {
        let before = text.get(..at).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self { what, bytes: at..at, line, column }
    }

    fn of_syn(error: &syn::Error) -> Self {
        let span: Span = error.span();
        let start = span.start();
        let mut messages = error.clone().into_iter();
        let first = messages.next().map_or_else(String::new, |first| first.to_string());
        Self { what: first, bytes: span.byte_range(), line: start.line, column: start.column + 1 }
    }
}

/// The line becomes blank, so that everything else keeps its place.
fn without_shebang(text: &str) -> Cow<'_, str> {
    if text.starts_with("#!") && !text[2..].trim_start().starts_with('[') {
        let line = text.find('\n').unwrap_or(text.len());
        return Cow::Owned(" ".repeat(line) + &text[line..]);
    }
    Cow::Borrowed(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_for_the_shell_is_no_rust() {
        assert_eq!(without_shebang("#!/bin/sh\nfn f() {}"), "         \nfn f() {}");
        for rust in ["#![no_std]", "#! [no_std]", "fn f() {}", ""] {
            assert_eq!(without_shebang(rust), rust);
        }
    }
}
