//! Signatures with the names of types in this crate replaced by their flat names, for the parser of the attribute.

use super::Flat;
use super::scope::TypeScope;
use crate::header::resolve::Target;
use crate::header::words;
use syn::ext::IdentExt;
use syn::{GenericArgument, PathArguments, ReturnType, Type, parse_quote};

impl Flat<'_> {
    /// Rewrites the paths of a type that lead to types of this crate to their flat names.
    pub(in crate::header) fn flatten(&mut self, ty: &mut Type, scope: &TypeScope) {
        match ty {
            Type::Group(group) => self.flatten(&mut group.elem, scope),
            Type::Paren(paren) => self.flatten(&mut paren.elem, scope),
            Type::Ptr(pointer) => self.flatten(&mut pointer.elem, scope),
            Type::Reference(reference) => self.flatten(&mut reference.elem, scope),
            Type::Array(array) => {
                self.flatten(&mut array.elem, scope);
                if let Ok(length) = self.length(array, scope) {
                    array.len = parse_quote!(#length);
                }
            }
            Type::Slice(slice) => self.flatten(&mut slice.elem, scope),
            Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(|ty| self.flatten(ty, scope)),
            Type::FnPtr(pointer) => {
                pointer.inputs.iter_mut().for_each(|input| self.flatten(&mut input.ty, scope));
                if let ReturnType::Type(_, output) = &mut pointer.output {
                    self.flatten(output, scope);
                }
            }
            Type::Path(path) if path.qself.is_none() => self.flatten_path(&mut path.path, scope),
            _ => {}
        }
    }

    pub(in crate::header) fn flatten_path(&mut self, path: &mut syn::Path, scope: &TypeScope) {
        let target = self.find(path, scope);
        let Some(mut last) = path.segments.pop() else { return };
        if let PathArguments::AngleBracketed(arguments) = &mut last.arguments {
            for argument in &mut arguments.args {
                if let GenericArgument::Type(ty) = argument {
                    self.flatten(ty, scope);
                }
            }
        }
        let is_known = words::is_known(&last.ident.unraw().to_string());
        match target {
            Target::Here(ids) if !is_known => {
                last.ident = syn::Ident::new(&self.name(&ids), last.ident.span());
                *path = last.into();
            }
            Target::Elsewhere(names) if !is_known && self.is_of_dependency(&names) => {
                last.ident = syn::Ident::new(&self.foreign_name(&names), last.ident.span());
                *path = last.into();
            }
            _ => path.segments.push(last),
        }
    }
}
