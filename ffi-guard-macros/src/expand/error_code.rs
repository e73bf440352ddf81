//! `#[derive(ErrorCode)]`: the code of an error, and the claims of the names that the codes have in C.

use super::describe;
use super::runtime::{located, private};
use ffi_guard_syntax::model::{Code, ErrorCode, ErrorShape, Library, STATUSES};
use ffi_guard_syntax::names::constant_case;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::parse_quote_spanned;
use syn::spanned::Spanned;

/// The type at the crate root that has the claims.
const SYMBOLS: &str = "__FfiGuardSymbols";

pub(crate) fn expand(ty: &ErrorCode) -> TokenStream {
    let private = private(ty.krate.as_ref());
    let ident = &ty.ident;
    let mut generics = ty.generics.clone();
    if let (ErrorShape::Struct(_, field), Some(_)) = (&ty.shape, generics.type_params().next()) {
        let clause = generics.make_where_clause();
        clause.predicates.push(parse_quote_spanned!(field.span()=> #field: #private::ErrorCode));
    }
    let (parameters, arguments, conditions) = generics.split_for_impl();
    let (code, names) = match &ty.shape {
        ErrorShape::Struct(field, ty) => {
            let at = Span::mixed_site().located_at(ty.span());
            let private = located(&private, at);
            let code = quote_spanned!(at=> <#ty as #private::ErrorCode>::code(&self.#field));
            (code, TokenStream::new())
        }
        ErrorShape::Enum(codes) => {
            let (variants, numbers) =
                (codes.iter().map(|it| &it.ident), codes.iter().map(|it| it.number));
            let code = tokens! {
                #private::NonZeroI32::new(match *self { #(Self::#variants { .. } => #numbers,)* })
            };
            (code, names(&private, ty, codes))
        }
    };
    tokens! {
        #[automatically_derived]
        impl #parameters #private::ErrorCode for #ident #arguments #conditions {
            fn code(&self) -> #private::Option<#private::NonZeroI32> {
                #code
            }
        }
        #names
    }
}

/// Emits the names of the codes of an enum.
fn names(private: &TokenStream, ty: &ErrorCode, codes: &[Code]) -> TokenStream {
    let ErrorCode { ident, generics, .. } = ty;
    let (parameters, arguments, conditions) = generics.split_for_impl();
    let description = describe::error_code(private, ty, codes);
    let name = ident.to_string();
    let name = name.trim_start_matches("r#");
    // The claims are outside of the scope of parameters.
    let claims = generics.params.is_empty().then(|| claims(private, ident, codes));
    tokens! {
        #[automatically_derived]
        impl #parameters #private::NamedCodes for #ident #arguments #conditions {
            const PATH: &'static #private::primitive::str =
                ::core::concat!(::core::module_path!(), "::", #name);
        }
        #description
        #claims
    }
}

/// Emits the claims, which compile with and without `ffi_library!`: see `claim`.
fn claims(private: &TokenStream, ident: &Ident, codes: &[Code]) -> TokenStream {
    let symbols = Ident::new(SYMBOLS, Span::mixed_site());
    let ty = constant_case(&ident.to_string());
    // The root of the crate may have another type of this name.
    let alias = Ident::new("__FfiGuardCodes", Span::mixed_site());
    let of_library = tokens!(#private::CodesOf::<#symbols, #alias>::OF_LIBRARY);
    let claims = codes.iter().map(|code| {
        let (at, name) = (Span::mixed_site().located_at(code.ident.span()), &code.name);
        claim(private, &tokens!(#of_library), &ty, name, at)
    });
    tokens! {
        #[allow(non_local_definitions)]
        const _: () = {
            struct #symbols;
            type #alias = #ident;
            const _: () = {
                #[allow(unused_imports)]
                use #private::OtherCodes as _;
                use crate::*;
                #(#claims)*
            };
        };
    }
}

fn claim(
    private: &TokenStream,
    of_library: &TokenStream,
    ty: &str,
    name: &str,
    at: Span,
) -> TokenStream {
    let (private, symbols) = (located(private, at), Ident::new(SYMBOLS, at));
    quote_spanned! {at=>
        impl #private::TwoCodesHaveOneNameInC<{ #private::name_of_code(#of_library, #ty, #name) }> for #symbols {}
    }
}

/// Emits the items of `ffi_library!` for the codes of the library: the statuses have names beside them.
pub(super) fn at_root(library: &Library, private: &TokenStream) -> Option<TokenStream> {
    let codes = library.codes.as_ref()?;
    let symbols = Ident::new(SYMBOLS, Span::mixed_site());
    let claims = STATUSES
        .iter()
        .map(|(name, _)| claim(private, &tokens!(true), "", name, Span::mixed_site()));
    Some(tokens! {
        const _: () = #private::require_named_codes::<#codes>();
        impl #private::HasCodes<#codes> for #symbols {}
        #(#claims)*
    })
}
