//! Types as cbindgen reads them: raw pointers, `size_t`, no lifetimes.

use syn::ext::IdentExt;
use syn::{GenericArgument, PathArguments, PathSegment, ReturnType, Type, TypePath, parse_quote};

/// Returns a type as cbindgen reads it.
#[must_use]
pub fn plain(ty: &Type) -> Type {
    match ty {
        Type::Group(group) => plain(&group.elem),
        Type::Paren(paren) => plain(&paren.elem),
        Type::Path(path) => named(path),
        Type::Ptr(pointer) => {
            let target = plain(&pointer.elem);
            match pointer.mutability {
                syn::PointerMutability::Const(_) => parse_quote!(*const #target),
                syn::PointerMutability::Mut(_) => parse_quote!(*mut #target),
            }
        }
        Type::Reference(reference) => {
            let target = plain(&reference.elem);
            match reference.mutability {
                None => parse_quote!(*const #target),
                Some(_) => parse_quote!(*mut #target),
            }
        }
        Type::Array(array) => {
            let (element, length) = (plain(&array.elem), &array.len);
            parse_quote!([#element; #length])
        }
        Type::FnPtr(pointer) => {
            let mut pointer = pointer.clone();
            pointer.lifetimes = None;
            for input in &mut pointer.inputs {
                input.ty = plain(&input.ty);
            }
            if let ReturnType::Type(_, output) = &mut pointer.output {
                **output = plain(output);
            }
            Type::FnPtr(pointer)
        }
        other => other.clone(),
    }
}

/// Returns the last segment of a path, which is the name of a type for cbindgen.
fn named(path: &TypePath) -> Type {
    let Some(last) = path.path.segments.last() else { return Type::Path(path.clone()) };
    let name = last.ident.to_string();
    if name == "usize" {
        return parse_quote!(size_t);
    }
    let arguments: Vec<GenericArgument> = arguments(last)
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(GenericArgument::Type(plain(ty))),
            GenericArgument::Lifetime(_) => None,
            other => Some(other.clone()),
        })
        .collect();
    let ident = &last.ident;
    if arguments.is_empty() { parse_quote!(#ident) } else { parse_quote!(#ident<#(#arguments),*>) }
}

fn arguments(segment: &PathSegment) -> impl Iterator<Item = &GenericArgument> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments.into_iter().flatten()
}

/// Returns the names of the types in a type, including the types of Rust and C.
#[must_use]
pub fn type_names(ty: &Type) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = vec![ty];
    while let Some(ty) = rest.pop() {
        match ty {
            Type::Group(group) => rest.push(&group.elem),
            Type::Paren(paren) => rest.push(&paren.elem),
            Type::Ptr(pointer) => rest.push(&pointer.elem),
            Type::Reference(reference) => rest.push(&reference.elem),
            Type::Array(array) => rest.push(&array.elem),
            Type::FnPtr(pointer) => {
                rest.extend(pointer.inputs.iter().map(|input| &input.ty));
                if let ReturnType::Type(_, output) = &pointer.output {
                    rest.push(output);
                }
            }
            Type::Path(path) => {
                let Some(last) = path.path.segments.last() else { continue };
                names.push(last.ident.unraw().to_string());
                rest.extend(arguments(last).filter_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    names
}

/// Returns the name of a type without its modules.
pub(super) fn last_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    Some(path.path.segments.last()?.ident.to_string())
}
