//! Names that are made of other names.

use crate::errors::Errors;
use proc_macro2::{Ident, Span};
use syn::LitStr;
use syn::ext::IdentExt;

/// A type's name as C writes names: `VersionReq` is `version_req`.
pub(crate) fn snake_case(ident: &Ident) -> String {
    in_snake_case(&ident.unraw().to_string())
}

/// The same of a name without `r#`.
pub(crate) fn in_snake_case(name: &str) -> String {
    let name: Vec<char> = name.chars().collect();
    let begins_word = |at: usize| {
        let after = |is: fn(char) -> bool| name.get(at + 1).is_some_and(|next| is(*next));
        let Some(before) = at.checked_sub(1).map(|before| name[before]) else { return false };
        // The last capital of several belongs to the word that follows: `HTTPServer`.
        name[at].is_uppercase()
            && before != '_'
            && (!before.is_uppercase() || after(char::is_lowercase))
    };
    let mut snake = String::new();
    for (at, letter) in name.iter().enumerate() {
        if begins_word(at) {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// A part of a symbol, as the author writes it.
pub(crate) fn part(literal: &LitStr, errors: &mut Errors) -> Option<String> {
    let name = literal.value();
    let is_part = |c: char| c == '_' || c.is_ascii_alphanumeric();
    if name.is_empty() || !name.chars().all(is_part) {
        let message =
            "this is a part of the names of C functions: write ASCII letters, digits and `_`";
        errors.on(literal, message);
        return None;
    }
    Some(name)
}

/// A name as an identifier, a raw one where Rust has it for a keyword.
pub(crate) fn ident(name: &str, span: Span) -> Ident {
    let mut ident = syn::parse_str::<Ident>(name).unwrap_or_else(|_| Ident::new_raw(name, span));
    ident.set_span(span);
    ident
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_at_capitals() {
        for (name, expected) in [
            ("Counter", "counter"),
            ("VersionReq", "version_req"),
            ("HTTPServer", "http_server"),
            ("V2Req", "v2_req"),
            ("Utf8", "utf8"),
            ("A", "a"),
            ("already_snake", "already_snake"),
            ("Two_Words", "two_words"),
            ("IPv4", "i_pv4"),
        ] {
            assert_eq!(snake_case(&Ident::new(name, Span::call_site())), expected);
        }
        assert_eq!(snake_case(&Ident::new_raw("Match", Span::call_site())), "match");
    }

    #[test]
    fn a_keyword_is_a_raw_name() {
        assert_eq!(ident("match", Span::call_site()).to_string(), "r#match");
        assert_eq!(ident("counter", Span::call_site()).to_string(), "counter");
    }
}
