//! Names that are derived from other names.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;

/// Returns a type's name as C writes names: `version_req` for `VersionReq`.
#[must_use]
pub fn snake_case(name: &str) -> String {
    let name: Vec<char> = name.trim_start_matches("r#").chars().collect();
    let begins_word = |at: usize| {
        let after = |is: fn(char) -> bool| name.get(at + 1).is_some_and(|next| is(*next));
        let Some(before) = at.checked_sub(1).map(|before| name[before]) else { return false };
        // The last of several capitals belongs to the word that follows: `HTTPServer`.
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

/// Returns a name as C writes constants: `NOT_FOUND` for `NotFound`.
#[must_use]
pub fn constant_case(name: &str) -> String {
    snake_case(name).to_uppercase()
}

/// Returns the name in C of a type: its last segment in snake case.
#[must_use]
pub fn of_type(path: &syn::Path) -> Option<String> {
    path.segments.last().map(|segment| snake_case(&segment.ident.to_string()))
}

/// Returns an identifier without `r#`, as a symbol has it.
#[must_use]
pub fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns a name as an identifier; a raw one if it is a keyword of Rust.
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
            assert_eq!(snake_case(name), expected);
        }
        assert_eq!(snake_case("r#Match"), "match");
    }

    #[test]
    fn a_keyword_is_a_raw_name() {
        assert_eq!(ident("match", Span::call_site()).to_string(), "r#match");
        assert_eq!(ident("counter", Span::call_site()).to_string(), "counter");
    }
}
