//! The parameters and the return type that the shim has.

use super::names::Names;
use super::types::plain;
use super::{Passed, Surroundings};
use crate::arguments::OnPanic;
use crate::convert::{Conversion, Returned, out_owner};
use crate::export::{Export, Parameter};
use crate::vecs;
use proc_macro2::{Ident, Span};
use syn::{Type, parse_quote};

pub(super) fn parameters(
    export: &Export,
    names: &Names,
    surroundings: &Surroundings,
) -> Vec<Passed> {
    let own = names.parameters.iter().zip(&names.lengths).zip(&export.parameters);
    let out = names.out.iter().map(|name| {
        let value = value(export, surroundings);
        Passed { name: name.clone(), ty: parse_quote!(*mut #value) }
    });
    own.flat_map(|((name, length), parameter)| passed(name, length.as_ref(), parameter))
        .chain(out)
        .collect()
}

fn passed(name: &Ident, length: Option<&Ident>, parameter: &Parameter) -> Vec<Passed> {
    let pointer = Passed { name: name.clone(), ty: received(parameter) };
    let length = length.map(|name| Passed { name: name.clone(), ty: parse_quote!(size_t) });
    std::iter::once(pointer).chain(length).collect()
}

/// Of a slice, the pointer.
fn received(parameter: &Parameter) -> Type {
    match &parameter.conversion {
        Conversion::AsIs | Conversion::Value => plain(&parameter.ty),
        Conversion::Character => parse_quote!(u32),
        Conversion::Function { optional, pointer } => {
            let pointer = plain(pointer);
            if *optional { parse_quote!(Option<#pointer>) } else { pointer }
        }
        Conversion::CStr { .. } | Conversion::Text { .. } => parse_quote!(*const c_char),
        Conversion::Reference { exclusive: false, target, .. }
        | Conversion::Slice { exclusive: false, element: target, .. }
        | Conversion::Shared { target } => constant(target),
        Conversion::Reference { target, .. }
        | Conversion::Slice { element: target, .. }
        | Conversion::Boxed { target, .. }
        | Conversion::Taken { target } => mutable(target),
        Conversion::Out { target } => match out_owner(target) {
            Some(owned) => {
                let owned = mutable(owned);
                parse_quote!(*mut #owned)
            }
            None => mutable(target),
        },
    }
}

fn constant(target: &Type) -> Type {
    let target = plain(target);
    parse_quote!(*const #target)
}

fn mutable(target: &Type) -> Type {
    let target = plain(target);
    parse_quote!(*mut #target)
}

pub(super) fn output(export: &Export, surroundings: &Surroundings) -> Type {
    match &export.on_panic {
        OnPanic::Status { ty: None, .. } => parse_quote!(i32),
        OnPanic::Status { ty: Some(ty), .. } => plain(&parse_quote!(#ty)),
        _ => value(export, surroundings),
    }
}

/// The value that the function answers with, as C has it.
pub(super) fn value(export: &Export, surroundings: &Surroundings) -> Type {
    match &export.answer.returned {
        Returned::AsIs | Returned::Value | Returned::Never => plain(&export.answer.ty),
        Returned::Character => parse_quote!(u32),
        Returned::Text => parse_quote!(*mut c_char),
        Returned::List { element } => list(element, surroundings),
        Returned::Boxed { target, .. } | Returned::Handle { target, .. } => mutable(target),
        Returned::Shared { target } => constant(target),
    }
}

/// The struct of a list; of what has no name, which `ffi_library!` refuses, the name of nothing.
fn list(element: &Type, surroundings: &Surroundings) -> Type {
    let name = match element {
        Type::Path(path) => vecs::name(&path.path),
        _ => None,
    };
    let name = Ident::new(&surroundings.list(&name.unwrap_or_default()), Span::call_site());
    parse_quote!(#name)
}
