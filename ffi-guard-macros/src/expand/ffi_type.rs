//! `#[derive(FfiType)]`: the check whether bytes are a value of the type.

use super::runtime::private;
use super::{describe, unconverted};
use ffi_guard_syntax::lower::unconverted::of_field;
use ffi_guard_syntax::model::{CheckedField, FfiType, Shape};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::parse_quote_spanned;
use syn::spanned::Spanned;

pub(crate) fn expand(mut ty: FfiType) -> TokenStream {
    let private = private(ty.krate.as_ref());
    let description = describe::ffi_type(&private, &ty);
    let (trivial, valid) = match &ty.shape {
        Shape::Struct { checked, .. } => of_fields(checked, &private),
        Shape::Enum { number, variants } => {
            (tokens!(false), of_variants(&ty.ident, number.as_ref(), variants, &private))
        }
    };
    for parameter in ty.generics.type_params_mut() {
        parameter.bounds.push(parse_quote_spanned!(Span::mixed_site()=> #private::FfiType));
    }
    let any_bits = any_bits(&ty, &private);
    let ident = &ty.ident;
    let (generics, arguments, conditions) = ty.generics.split_for_impl();
    tokens! {
        #description
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

/// Emits `AnyBits` for a struct whose fields all have it, and the questions about its fields.
fn any_bits(ty: &FfiType, private: &TokenStream) -> TokenStream {
    let Shape::Struct { checked: fields, unchecked, .. } = &ty.shape else {
        return TokenStream::new();
    };
    let FfiType { ident, generics, .. } = ty;
    let (parameters, arguments, conditions) = generics.split_for_impl();
    let earlier = conditions.map(|clause| &clause.predicates);
    let types = fields.iter().map(|CheckedField { ty, .. }| ty);
    let constants = generics.const_params().map(|one| &one.ident);
    let names = generics.type_params().map(|one| &one.ident).chain(constants);
    let names: Vec<_> = names.map(ToString::to_string).collect();
    let mut asked = Vec::new();
    for field in fields {
        asked.extend(of_field(&field.ty, &names, true));
    }
    for ty in unchecked {
        asked.extend(of_field(ty, &names, false));
    }
    let asked = unconverted::items(private, &asked.iter().collect::<Vec<_>>());
    let separator = earlier.is_some_and(|it| !it.empty_or_trailing()).then(|| quote!(,));
    tokens! {
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

fn of_fields(fields: &[CheckedField], private: &TokenStream) -> (TokenStream, TokenStream) {
    let trivial = fields.iter().map(|CheckedField { ty, .. }| {
        let at = Span::mixed_site().located_at(ty.span());
        quote_spanned!(at=> <#ty as #private::FfiType>::TRIVIAL)
    });
    let checks = fields.iter().map(|CheckedField { member, ty }| {
        let name = member.to_token_stream().to_string();
        tokens! {
            if let #private::Err(__ffi_guard_invalid) =
                unsafe { <#ty as #private::FfiType>::valid(&raw const (*__ffi_guard_value).#member) }
            {
                return #private::Err(__ffi_guard_invalid.within(#name));
            }
        }
    });
    (tokens!(true #(&& #trivial)*), tokens!(#(#checks)* #private::Ok(())))
}

fn of_variants(
    ident: &Ident,
    number: Option<&Ident>,
    variants: &[Ident],
    private: &TokenStream,
) -> TokenStream {
    let number = match number {
        Some(number) => tokens!(#number),
        None => tokens!(#private::c_int),
    };
    let why = format!("which is not a valid `{ident}`");
    tokens! {
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
