//! A function as an attribute macro gets it, with its body left alone.
//!
//! The body stays a stream of tokens: nothing here looks into it, rustc reports its errors best, and
//! an editor can expand the attribute while the body is being typed.

use proc_macro2::TokenStream;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Result, Safety, Signature, Token, Visibility, braced, token};

const DECLARATION: &str = "this is a declaration, without a body that could be guarded; \
                           put the attribute on the function that implements it";

/// `#[attributes] pub fn name(..) -> T { body }`
#[derive(Clone)]
pub struct Function {
    /// The outer attributes, and the inner ones of the body, made outer.
    pub attrs: Vec<Attribute>,
    /// The visibility.
    pub vis: Visibility,
    /// The signature.
    pub sig: Signature,
    /// The braces of the body, for their place in the source.
    pub braces: token::Brace,
    /// What stands between the braces, inner attributes taken out.
    pub body: TokenStream,
}

impl Function {
    /// Whether it is an `unsafe fn`.
    #[must_use]
    pub fn is_unsafe(&self) -> bool {
        matches!(self.sig.safety, Safety::Unsafe(_))
    }

    /// Tokens in the braces of the body: what rustc has to say of the end of the body, it says there.
    #[must_use]
    pub fn block(&self, inner: &TokenStream) -> TokenStream {
        let mut block = TokenStream::new();
        self.braces.surround(&mut block, |tokens| tokens.extend(inner.clone()));
        block
    }
}

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

/// Whether a function stands here, behind its attributes and its visibility.
pub(crate) fn begins(input: ParseStream<'_>) -> bool {
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
