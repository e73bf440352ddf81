//! `#[derive(FfiType)]`: how the values of a type are told from other bytes.

use super::private;
use ffi_guard_syntax::ffi_type::{Checked, FfiType, Shape};
use ffi_guard_syntax::passed;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse_quote_spanned;
use syn::spanned::Spanned;

pub(crate) fn expand(mut ty: FfiType) -> TokenStream {
    let private = private(ty.krate.as_ref());
    let site = Span::mixed_site();
    let (trivial, valid) = match &ty.shape {
        Shape::Struct(fields) => of_fields(fields, &private),
        Shape::Enum { number, variants } => (
            quote_spanned!(site=> false),
            of_variants(&ty.ident, number.as_ref(), variants, &private),
        ),
    };
    for parameter in ty.generics.type_params_mut() {
        parameter.bounds.push(parse_quote_spanned!(site=> #private::FfiType));
    }
    let any_bits = any_bits(&ty, &private);
    let ident = &ty.ident;
    let (generics, arguments, conditions) = ty.generics.split_for_impl();
    quote_spanned! {site=>
        #any_bits
        #[automatically_derived]
        unsafe impl #generics #private::FfiType for #ident #arguments #conditions {
            const TRIVIAL: #private::bool = #trivial;

            unsafe fn valid(__ffi_guard_value: *const Self) -> #private::Result<(), #private::InvalidArgument> {
                #valid
            }
        }
    }
}

/// That every bit pattern is a value where this holds for each field, and the questions about raw pointers among them.
fn any_bits(ty: &FfiType, private: &TokenStream) -> TokenStream {
    let Shape::Struct(fields) = &ty.shape else { return TokenStream::new() };
    let site = Span::mixed_site();
    let FfiType { ident, generics, .. } = ty;
    let (parameters, arguments, conditions) = generics.split_for_impl();
    let earlier = conditions.map(|clause| &clause.predicates);
    let types = fields.iter().map(|Checked { ty, .. }| ty);
    let names: Vec<_> = generics.type_params().map(|one| one.ident.to_string()).collect();
    let asked: Vec<_> = fields.iter().flat_map(|one| passed::of_field(&one.ty, &names)).collect();
    let asked = super::passed::items(private, &asked.iter().collect::<Vec<_>>());
    let separator = earlier.is_some_and(|it| !it.empty_or_trailing()).then(|| quote!(,));
    quote_spanned! {site=>
        #[automatically_derived]
        unsafe impl #parameters #private::AnyBits for #ident #arguments
        where
            #earlier #separator
            #(for<'__ffi_guard> #types: #private::AnyBitsField<'__ffi_guard>,)*
        {
        }
        #asked
    }
}

fn of_fields(fields: &[Checked], private: &TokenStream) -> (TokenStream, TokenStream) {
    let site = Span::mixed_site();
    let trivial = fields.iter().map(|Checked { ty, .. }| {
        let at = site.located_at(ty.span());
        quote_spanned!(at=> <#ty as #private::FfiType>::TRIVIAL)
    });
    let checks = fields.iter().map(|Checked { member, ty }| {
        let name = member.to_token_stream().to_string();
        quote_spanned! {site=>
            if let #private::Err(__ffi_guard_refused) =
                unsafe { <#ty as #private::FfiType>::valid(&raw const (*__ffi_guard_value).#member) }
            {
                return #private::Err(__ffi_guard_refused.within(#name));
            }
        }
    });
    (
        quote_spanned!(site=> true #(&& #trivial)*),
        quote_spanned!(site=> #(#checks)* #private::Ok(())),
    )
}

fn of_variants(
    ident: &Ident,
    number: Option<&Ident>,
    variants: &[Ident],
    private: &TokenStream,
) -> TokenStream {
    let site = Span::mixed_site();
    let number = match number {
        Some(number) => quote_spanned!(site=> #number),
        None => quote_spanned!(site=> #private::c_int),
    };
    let why = format!("which is no `{ident}`");
    quote_spanned! {site=>
        const {
            ::core::assert!(
                ::core::mem::size_of::<#ident>() == ::core::mem::size_of::<#number>(),
                "a value of this enum does not fit C's `int`; write `#[repr(i64)]`, or another integer"
            );
        }
        let __ffi_guard_number = unsafe { __ffi_guard_value.cast::<#number>().read() };
        if #(__ffi_guard_number == Self::#variants as #number)||* {
            return #private::Ok(());
        }
        #private::Err(#private::InvalidArgument::value(__ffi_guard_number as #private::i128, #why))
    }
}
