//! The descriptions of types: a definition, and the reference that other descriptions use.

use super::description::Description;
use super::export::name;
use ffi_guard_syntax::model::{FfiType, Handle, HandleOwner, Shape, Symbol};
use ffi_guard_syntax::names::unraw;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{GenericParam, Generics, Ident, Member, Type, parse_quote};

/// Emits the description of a type under `#[derive(FfiType)]`.
pub(in crate::expand) fn ffi_type(private: &TokenStream, ty: &FfiType) -> Option<TokenStream> {
    let name = unraw(&ty.ident);
    let definition = definition(private, ty);
    if ty.generics.params.is_empty() {
        let ident = &ty.ident;
        let sign = sign(&ty.shape);
        return Some(tokens!(#private::describe! { type #ident #name #sign json #definition }));
    }
    let described = described(private, ty.generics.clone());
    let (_, arguments, clause) = ty.generics.split_for_impl();
    let (ident, parameters) = (&ty.ident, &described.params);
    let written = described.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Type(parameter) => {
            let ident = &parameter.ident;
            Some(tokens!({ #ident },))
        }
        GenericParam::Const(parameter) => {
            let ident = &parameter.ident;
            Some(tokens!((#ident),))
        }
        GenericParam::Lifetime(_) => None,
    });
    Some(tokens! {
        #private::describe! {
            generic [#parameters] [#ident #arguments] [#clause] [#(#written)*] #name #definition
        }
    })
}

/// Returns whether the integer of an enum has a sign.
fn sign(shape: &Shape) -> Option<TokenStream> {
    let Shape::Enum { number, .. } = shape else { return None };
    let is_signed = number.as_ref().is_none_or(|number| number.to_string().starts_with('i'));
    Some(if is_signed { tokens!(number Signed) } else { tokens!(number Unsigned) })
}

/// Returns the parameters, whose types have a description.
fn described(private: &TokenStream, mut generics: Generics) -> Generics {
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(parse_quote!(#private::describe::Describe));
        parameter.default = None;
    }
    for parameter in generics.const_params_mut() {
        parameter.default = None;
    }
    generics
}

fn definition(private: &TokenStream, ty: &FfiType) -> TokenStream {
    let (_, arguments, _) = ty.generics.split_for_impl();
    let ident = &ty.ident;
    let own: Type = parse_quote!(#ident #arguments);
    let mut description = Description::default();
    match &ty.shape {
        Shape::Struct { fields, transparent, .. } => {
            layout(&mut description, "struct", &own);
            if *transparent {
                description.json(r#","transparent":true"#);
            }
            description.json(r#","fields":["#);
            for (index, (member, ty)) in fields.iter().enumerate() {
                field(&mut description, index, member, ty, &own);
            }
            description.json("]}");
        }
        Shape::Enum { number, variants } => {
            layout(&mut description, "enum", &own);
            let number = match number {
                Some(number) => number.to_token_stream(),
                None => tokens!(#private::c_int),
            };
            description.json(r#","repr":"#).ty(&parse_quote!(#number));
            description.json(r#","variants":["#);
            for (index, variant) in variants.iter().enumerate() {
                value(&mut description, index, variant, &own, &number);
            }
            description.json("]}");
        }
    }
    description.finish()
}

fn layout(description: &mut Description, kind: &str, own: &Type) {
    description.json(&format!(r#"{{"kind":"{kind}","type":"#)).behind(|it| it.resolved(own));
    description.json(r#","size":"#).number(&tokens!(::core::mem::size_of::<#own>()));
    description.json(r#","align":"#).number(&tokens!(::core::mem::align_of::<#own>()));
}

fn field(description: &mut Description, index: usize, member: &Member, ty: &Type, own: &Type) {
    let name = match member {
        Member::Named(ident) => unraw(ident),
        Member::Unnamed(index) => format!("_{}", index.index),
    };
    description.json(if index == 0 { r#"{"name":"# } else { r#",{"name":"# }).string(&name);
    description.json(r#","offset":"#).number(&tokens!(::core::mem::offset_of!(#own, #member)));
    description.json(r#","type":"#).ty(ty);
    description.json("}");
}

fn value(
    description: &mut Description,
    index: usize,
    variant: &Ident,
    own: &Type,
    number: &TokenStream,
) {
    description.json(if index == 0 { r#"{"name":"# } else { r#",{"name":"# });
    description.string(&unraw(variant)).json(r#","value":"#);
    description.number(&tokens!(<#own>::#variant as #number));
    description.json("}");
}

/// Emits the description of a type under `#[derive(FfiHandle)]`.
pub(in crate::expand) fn handle(private: &TokenStream, handle: &Handle) -> Option<TokenStream> {
    let ident = &handle.ident;
    let own: Type = parse_quote!(#ident);
    let owner = match handle.owner {
        HandleOwner::Box => "box",
        HandleOwner::Arc => "arc",
    };
    let mut description = Description::default();
    description.json(r#"{"kind":"handle","type":"#).behind(|it| it.resolved(&own));
    description.json(&format!(r#","owner":"{owner}","free":"#));
    name(&mut description, &Symbol::UnderPrefix(format!("{}_free", handle.name)));
    let Handle { poison, single_thread, .. } = handle;
    description.json(&format!(r#","poison":{poison},"single_thread":{single_thread}}}"#));
    let (name, definition) = (unraw(ident), description.finish());
    Some(tokens!(#private::describe! { type #ident #name json #definition }))
}
