//! Parses a function without its body. rustc reports errors in the body better, and an editor can expand the attribute
//! while the body is being typed.

use crate::model::Function;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Result, Signature, Token, braced, token};

const DECLARATION: &str = "this is a declaration, without a body that could be guarded; \
                           put the attribute on the function that implements it";

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let mut attrs = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        expect_function(input)?;
        let sig: Signature = input.parse()?;
        if !input.peek(token::Brace) {
            return Err(syn::Error::new_spanned(sig, DECLARATION));
        }
        let content;
        let braces = braced!(content in input);
        for mut inner in content.call(Attribute::parse_inner)? {
            inner.style = syn::AttrStyle::Outer;
            attrs.push(inner);
        }
        Ok(Self { attrs, vis, sig, braces, body: content.parse()? })
    }
}

/// Returns whether a function follows, after its attributes and its visibility.
pub(super) fn begins(input: ParseStream<'_>) -> bool {
    input.peek(Token![fn])
        || input.peek(Token![const]) && !input.peek2(syn::Ident)
        || input.peek(Token![async])
        || input.peek(Token![unsafe]) && !input.peek2(Token![impl]) && !input.peek2(Token![trait])
        || input.peek(Token![extern]) && !input.peek2(Token![crate]) && !input.peek3(token::Brace)
}

fn expect_function(input: ParseStream<'_>) -> Result<()> {
    if begins(input) {
        return Ok(());
    }
    Err(input.error(if input.peek(Token![static]) {
        "a static cannot panic and needs no guard; \
         to export it, write `#[ffi_guard::unguarded(reason = \"..\")]`"
    } else if input.peek(Token![mod]) || input.peek(Token![trait]) {
        "this is no function that C could call; put the attribute on each function inside"
    } else if input.peek(kw::safe) {
        DECLARATION
    } else {
        "this is no function that C could call; put the attribute on a `fn`"
    }))
}

mod kw {
    syn::custom_keyword!(safe);
}
