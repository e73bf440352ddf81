//! A type under `#[derive(ErrorCode)]`.

use super::{ffi_attr, ffi_type};
use crate::errors::Errors;
use crate::model::{SourceCode, SourceErrorCode, SourceErrorShape};
use syn::{Attribute, Data, DeriveInput, Fields, Index, Member, Type, Variant};

/// Reads the type, its `#[repr(..)]`, its `#[ffi(..)]` and its `#[code]`.
pub(crate) fn parse(input: DeriveInput, errors: &mut Errors) -> SourceErrorCode {
    let DeriveInput { ident, generics, attrs, data, .. } = input;
    let (repr, krate) = (ffi_type::repr(&attrs, errors), ffi_type::krate(&attrs, errors));
    let mut useless = Vec::new();
    let shape = match data {
        Data::Enum(data) => {
            let variants = data.variants.into_iter();
            SourceErrorShape::Enum(variants.map(|it| code(it, &mut useless)).collect())
        }
        Data::Struct(data) => SourceErrorShape::Struct(marked(&data.fields)),
        Data::Union(data) => SourceErrorShape::Union(data.union_token),
    };
    SourceErrorCode { ident, generics, repr, shape, useless, krate }
}

/// Reads a variant, and adds the attributes in it that have no effect.
fn code(variant: Variant, useless: &mut Vec<Attribute>) -> SourceCode {
    let of_fields = variant.fields.iter().flat_map(|field| &field.attrs);
    let is_ours = |attr: &&Attribute| is_code(attr) || ffi_attr::is_ffi(attr);
    useless.extend(variant.attrs.iter().chain(of_fields).filter(is_ours).cloned());
    let number = variant.discriminant.map(|(_, number)| number);
    SourceCode { ident: variant.ident, attrs: variant.attrs, number }
}

/// Returns the fields with `#[code]`, each with its type and the attribute.
fn marked(fields: &Fields) -> Vec<(Member, Type, Attribute)> {
    let marked = fields.iter().enumerate().filter_map(|(index, field)| {
        let attr = field.attrs.iter().find(|attr| is_code(attr))?;
        let unnamed = || Member::Unnamed(Index::from(index));
        let member = field.ident.clone().map_or_else(unnamed, Member::Named);
        Some((member, field.ty.clone(), attr.clone()))
    });
    marked.collect()
}

fn is_code(attr: &Attribute) -> bool {
    attr.path().is_ident("code")
}
