//! The signature that C calls: put together of tokens, so that nothing is parsed a second time. Macros run without
//! optimisation, and each export waits for that.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{Abi, Signature};

/// One parameter, as C passes it.
pub(super) struct Input {
    pub(super) lints: TokenStream,
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
}

impl ToTokens for Input {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { lints, name, ty } = self;
        tokens.extend(quote_spanned!(Span::mixed_site()=> #lints #name: #ty));
    }
}

/// All of them as one tuple.
pub(super) fn tuple(inputs: &[Input]) -> TokenStream {
    let names = inputs.iter().map(|input| &input.name);
    quote_spanned!(Span::mixed_site()=> (#(#names,)*))
}

/// What binds that tuple to the same names, with the lint levels of all.
pub(super) fn pattern(inputs: &[Input]) -> TokenStream {
    let (lints, tuple) = (inputs.iter().map(|input| &input.lints), tuple(inputs));
    quote_spanned!(Span::mixed_site()=> #(#lints)* #tuple)
}

/// The author's signature with other parameters.
pub(super) fn of(author: &Signature, inputs: &[Input]) -> TokenStream {
    let Signature { safety, abi, fn_token, ident, generics, output, .. } = author;
    let clause = &generics.where_clause;
    // In the author's parentheses: rustc keeps to itself what it has to say of a place in an expansion.
    let mut parameters = TokenStream::new();
    author.paren_token.surround(&mut parameters, |tokens| {
        tokens.extend(quote_spanned!(Span::mixed_site()=> #(#inputs),*));
    });
    quote_spanned! {Span::mixed_site()=>
        #safety #abi #fn_token #ident #generics #parameters #output #clause
    }
}

/// A signature of its own, which knows the author's lifetimes.
pub(super) struct Shim<'e> {
    pub(super) author: &'e Signature,
    /// Whether calling it is unsafe.
    pub(super) safety: bool,
    pub(super) abi: Abi,
    pub(super) ident: Ident,
    pub(super) inputs: &'e [Input],
    pub(super) output: &'e TokenStream,
}

impl ToTokens for Shim<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { author, safety, abi, ident, inputs, output } = self;
        let (site, generics) = (Span::mixed_site(), &author.generics);
        let clause = &generics.where_clause;
        let safety = safety.then(|| quote_spanned!(site=> unsafe));
        tokens.extend(quote_spanned! {site=>
            #safety #abi fn #ident #generics (#(#inputs),*) -> #output #clause
        });
    }
}
