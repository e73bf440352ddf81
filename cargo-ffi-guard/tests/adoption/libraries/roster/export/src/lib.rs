//! `#[capi]` exports a function under its name, with a guard that returns the default value of the type.

use proc_macro::{Delimiter, TokenStream, TokenTree};

/// Exports a function. C gets the argument of the attribute after a panic.
#[proc_macro_attribute]
pub fn capi(fallback: TokenStream, item: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = item.into_iter().collect();
    let body = match tokens.pop() {
        Some(TokenTree::Group(body)) if body.delimiter() == Delimiter::Brace => body,
        _ => panic!("`#[capi]` is for functions"),
    };
    let at = tokens.iter().position(|token| token.to_string() == "fn").expect("a function");
    let (before, signature) = tokens.split_at(at);
    let before: TokenStream = before.iter().cloned().collect();
    let signature: TokenStream = signature.iter().cloned().collect();
    let guarded = format!(
        "#[unsafe(no_mangle)] {before} extern \"C\" {signature} {{
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {body})).unwrap_or({fallback})
        }}"
    );
    guarded.parse().expect("tokens that were parsed before")
}
