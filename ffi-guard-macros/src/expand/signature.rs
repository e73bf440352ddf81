//! The signature that C calls, as tokens. It is not parsed again, because macros run without optimization.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Abi, Signature};

/// A parameter of the C function.
pub(super) struct Input {
    pub(super) lints: TokenStream,
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
}

/// The parts of a shim.
pub(super) struct Parts {
    pub(super) inputs: Vec<Input>,
    pub(super) output: TokenStream,
    pub(super) body: TokenStream,
}

impl ToTokens for Input {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { lints, name, ty } = self;
        tokens.extend(tokens!(#lints #name: #ty));
    }
}

/// Returns the tuple of all parameters.
pub(super) fn tuple(inputs: &[Input]) -> TokenStream {
    let names = inputs.iter().map(|input| &input.name);
    tokens!((#(#names,)*))
}

/// Returns the pattern that binds the tuple to the same names, with the lint levels of all.
pub(super) fn pattern(inputs: &[Input]) -> TokenStream {
    let (lints, tuple) = (inputs.iter().map(|input| &input.lints), tuple(inputs));
    tokens!(#(#lints)* #tuple)
}

/// Returns the author's signature with other parameters.
pub(super) fn of(author: &Signature, inputs: &[Input]) -> TokenStream {
    let Signature { safety, abi, fn_token, ident, generics, output, .. } = author;
    let clause = &generics.where_clause;
    // In the author's parentheses, because rustc suppresses some errors at the location of an expansion.
    let mut parameters = TokenStream::new();
    author.paren_token.surround(&mut parameters, |tokens| {
        tokens.extend(tokens!(#(#inputs),*));
    });
    tokens! {
        #safety #abi #fn_token #ident #generics #parameters #output #clause
    }
}

/// Returns the signature of a shim, with the author's lifetimes.
pub(super) fn of_shim(
    author: &Signature,
    is_unsafe: bool,
    abi: &Abi,
    ident: &Ident,
    parts: &Parts,
) -> TokenStream {
    let Parts { inputs, output, .. } = parts;
    let (generics, clause) = (&author.generics, &author.generics.where_clause);
    let safety = is_unsafe.then(|| tokens!(unsafe));
    tokens! {
        #safety #abi fn #ident #generics (#(#inputs),*) -> #output #clause
    }
}
