//! The types that the crate defines, and those that a header needs of them.

use super::tree::Tree;
use crate::failure::Failure;
use ffi_guard_syntax::handle::{self, Handle};
use ffi_guard_syntax::lower::type_names;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::ext::IdentExt;
use syn::visit::{self, Visit};
use syn::{
    Attribute, Field, GenericArgument, Generics, Ident, ItemEnum, ItemStruct, ItemType, ItemUnion,
    Meta, PathArguments, Token,
};

/// What is known of one type.
#[derive(Default)]
pub(super) struct Type {
    /// The names that its definition needs; none where C does not see it.
    parts: Vec<String>,
    pub(super) is_generic: bool,
    /// What `#[derive(FfiHandle)]` reads.
    pub(super) handle: Option<Handle>,
    /// Whether it is another name of a function pointer.
    is_function: bool,
    /// Whether C could see its fields or variants.
    pub(super) has_layout: bool,
}

/// The types of a crate, by their names: cbindgen knows no modules either.
#[derive(Default)]
pub(super) struct Types {
    by_name: BTreeMap<String, Type>,
    /// What `#[derive(FfiHandle)]` would refuse in the file at hand.
    refused: Option<syn::Error>,
}

impl Types {
    pub(super) fn of(tree: &Tree) -> Result<Self, Failure> {
        let mut types = Self::default();
        for file in &tree.files {
            types.visit_file(&file.ast);
            if let Some(error) = types.refused.take() {
                return Err(tree.refused(file, &error));
            }
        }
        Ok(types)
    }

    pub(super) fn get(&self, name: &str) -> Option<&Type> {
        self.by_name.get(name)
    }

    pub(super) fn handles(&self) -> impl Iterator<Item = (&str, &Handle)> {
        self.by_name.iter().filter_map(|(name, ty)| Some((name.as_str(), ty.handle.as_ref()?)))
    }

    /// These names, and those that the definitions behind them need.
    pub(super) fn needed(&self, names: impl IntoIterator<Item = String>) -> BTreeSet<String> {
        let mut needed = BTreeSet::new();
        let mut rest: Vec<String> = names.into_iter().collect();
        while let Some(name) = rest.pop() {
            let seen = self.by_name.get(&name).filter(|ty| ty.handle.is_none());
            if needed.insert(name) {
                rest.extend(seen.into_iter().flat_map(|ty| ty.parts.iter().cloned()));
            }
        }
        needed
    }

    /// A type without the `Option` around the name of a function pointer: to C that may be null as it is, and cbindgen
    /// sees only where the pointer itself is written.
    pub(super) fn nullable(&self, ty: syn::Type) -> syn::Type {
        let syn::Type::Path(path) = &ty else { return ty };
        let inner =
            path.path.segments.last().filter(|last| last.ident == "Option").and_then(|option| {
                let PathArguments::AngleBracketed(arguments) = &option.arguments else {
                    return None;
                };
                arguments.args.iter().find_map(|argument| match argument {
                    GenericArgument::Type(inner) => Some(inner),
                    _ => None,
                })
            });
        let named = inner.filter(|inner| {
            type_names(inner)
                .first()
                .and_then(|name| self.get(name))
                .is_some_and(|ty| ty.is_function)
        });
        named.cloned().unwrap_or(ty)
    }

    fn add<'f>(
        &mut self,
        ident: &Ident,
        attrs: &[Attribute],
        generics: &Generics,
        item: &dyn ToTokens,
        fields: impl Iterator<Item = &'f Field>,
    ) {
        let ty = self.by_name.entry(ident.unraw().to_string()).or_default();
        ty.is_generic |=
            generics.type_params().next().is_some() || generics.const_params().next().is_some();
        if derives(attrs, "FfiHandle") {
            match handle::parse(item.to_token_stream()) {
                Ok(handle) => ty.handle = Some(handle),
                Err(error) => self.refused = self.refused.take().or(Some(error)),
            }
        }
        if attrs.iter().any(|attr| attr.path().is_ident("repr")) {
            ty.has_layout = true;
            ty.parts.extend(fields.flat_map(|field| type_names(&field.ty)));
        }
    }
}

impl<'f> Visit<'f> for Types {
    fn visit_item_struct(&mut self, item: &'f ItemStruct) {
        self.add(&item.ident, &item.attrs, &item.generics, item, item.fields.iter());
    }

    fn visit_item_union(&mut self, item: &'f ItemUnion) {
        self.add(&item.ident, &item.attrs, &item.generics, item, item.fields.named.iter());
    }

    fn visit_item_enum(&mut self, item: &'f ItemEnum) {
        let fields = item.variants.iter().flat_map(|variant| &variant.fields);
        self.add(&item.ident, &item.attrs, &item.generics, item, fields);
    }

    fn visit_item_type(&mut self, item: &'f ItemType) {
        self.add(&item.ident, &item.attrs, &item.generics, item, std::iter::empty());
        if let Some(ty) = self.by_name.get_mut(&item.ident.unraw().to_string()) {
            ty.parts.extend(type_names(&item.ty));
            ty.is_function |= matches!(*item.ty, syn::Type::FnPtr(_));
        }
        visit::visit_item_type(self, item);
    }
}

fn derives(attrs: &[Attribute], name: &str) -> bool {
    let derives = attrs.iter().filter(|attr| attr.path().is_ident("derive"));
    derives
        .filter_map(parts)
        .flatten()
        .any(|derived| derived.path().segments.last().is_some_and(|last| last.ident == name))
}

fn parts(attr: &Attribute) -> Option<syn::punctuated::Punctuated<Meta, Token![,]>> {
    attr.parse_args_with(syn::punctuated::Punctuated::parse_terminated).ok()
}
