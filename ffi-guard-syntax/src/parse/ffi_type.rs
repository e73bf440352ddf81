//! A type under `#[derive(FfiType)]`.

use super::{ffi_attr, meta_args, self_type};
use crate::errors::Errors;
use crate::model::{Repr, SourceFfiType, SourceField, SourceShape};
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Field, Index, Member, Path, parse_quote, parse2};

/// Reads the type, its `#[repr(..)]` and its `#[ffi(..)]`.
pub(crate) fn parse(input: DeriveInput, errors: &mut Errors) -> SourceFfiType {
    let DeriveInput { ident, generics, attrs, data, .. } = input;
    let repr = repr(&attrs, errors);
    let (_, arguments, _) = generics.split_for_impl();
    let own = parse_quote!(#ident #arguments);
    let shape = match data {
        Data::Struct(data) => {
            let fields = data.fields.into_iter().enumerate();
            SourceShape::Struct(
                fields.map(|(index, one)| field(index, one, &own, errors)).collect(),
            )
        }
        Data::Enum(data) => SourceShape::Enum(data.variants.into_iter().collect()),
        Data::Union(data) => SourceShape::Union(data.union_token),
    };
    let krate = krate(&attrs, errors);
    SourceFfiType { ident, generics, repr, shape, krate }
}

/// Reads `#[ffi(crate = ..)]`.
pub(super) fn krate(attrs: &[Attribute], errors: &mut Errors) -> Option<Path> {
    const EXAMPLE: &str = "`#[ffi(crate = ::my_ffi_guard)]`";
    let arguments = meta_args::parse(ffi_attr::on_type(attrs, errors), &["crate"], EXAMPLE, errors);
    arguments.into_iter().next().and_then(|argument| argument.path(EXAMPLE, errors))
}

/// Reads `#[repr(..)]`.
pub(super) fn repr(attrs: &[Attribute], errors: &mut Errors) -> Repr {
    let mut repr = Repr::default();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("repr")) {
        let read = attr.parse_nested_meta(|meta| {
            let Some(word) = meta.path.get_ident() else { return Ok(()) };
            match word.to_string().as_str() {
                "C" => repr.c = true,
                "transparent" => repr.transparent = true,
                "packed" => repr.packed = Some(word.clone()),
                "align" | "Rust" => {}
                _ => repr.number = Some(word.clone()),
            }
            // The number of `align(8)`, or of `packed(2)`.
            if meta.input.peek(syn::token::Paren) {
                let content;
                syn::parenthesized!(content in meta.input);
                content.parse::<TokenStream>()?;
            }
            Ok(())
        });
        errors.keep(read);
    }
    repr
}

/// Reads a field. `Self` in its type becomes the name: the expansion asks about the type in items beside the impls.
fn field(index: usize, mut field: Field, own: &Path, errors: &mut Errors) -> SourceField {
    let unchecked = ffi_attr::take_unchecked(&mut field.attrs, errors).is_some();
    let unnamed = || Member::Unnamed(Index { index: index as u32, span: field.ty.span() });
    let member = field.ident.clone().map_or_else(unnamed, Member::Named);
    let ty = parse2(self_type::replace(field.ty.to_token_stream(), own)).unwrap_or(field.ty);
    SourceField { member, ty, unchecked }
}
