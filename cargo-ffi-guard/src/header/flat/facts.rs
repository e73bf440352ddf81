//! Facts about types that decide how C can have them.

use super::Flat;
use super::arguments::given;
use super::scope::{MAX_DEPTH, TypeScope};
use crate::header::modules::{DefinitionId, DefinitionKind};
use crate::header::resolve::Target;
use crate::header::rust_text::reprs;
use std::rc::Rc;
use syn::{GenericArgument, Type};

impl Flat<'_> {
    /// Returns the type behind a name or behind parentheses, with its scope.
    pub(in crate::header) fn alias(
        &self,
        ty: &Type,
        scope: &TypeScope,
    ) -> Option<(Type, TypeScope)> {
        let path = match ty {
            Type::Group(group) => return Some(((*group.elem).clone(), scope.clone())),
            Type::Paren(paren) => return Some(((*paren.elem).clone(), scope.clone())),
            Type::Path(path) => path,
            _ => return None,
        };
        if let Some(bound) = self.bound(&path.path, scope) {
            return Some(bound);
        }
        let Target::Here(ids) = self.find(&path.path, scope) else { return None };
        let definition = self.definition(*ids.first()?);
        let DefinitionKind::Alias(item) = &definition.kind else { return None };
        let bound = self.bindings(definition, path.path.segments.last(), scope).ok()?;
        let inside = TypeScope {
            module: definition.module,
            parameters: Rc::new(bound.into_iter().collect()),
            depth: scope.depth + 1,
            ..TypeScope::default()
        };
        (inside.depth < MAX_DEPTH).then(|| ((*item.ty).clone(), inside))
    }

    /// Resolves all aliases of a type. Returns the type and its scope.
    pub(in crate::header) fn behind_aliases(
        &self,
        mut ty: Type,
        mut scope: TypeScope,
    ) -> (Type, TypeScope) {
        while let Some(next) = self.alias(&ty, &scope) {
            (ty, scope) = next;
        }
        (ty, scope)
    }

    pub(super) fn has_niche(&self, ty: &Type, scope: &TypeScope) -> bool {
        if let Some((ty, scope)) = self.alias(ty, scope) {
            return self.has_niche(&ty, &scope);
        }
        match ty {
            Type::Reference(_) | Type::FnPtr(_) => true,
            Type::Path(path) => match self.find(&path.path, scope) {
                Target::Here(ids) => {
                    ids.iter().all(|id| self.is_transparent_niche(*id, &path.path, scope))
                }
                Target::Elsewhere(names) => {
                    let last = names.last().map(String::as_str).unwrap_or_default();
                    let pinned =
                        || match path.path.segments.last().into_iter().flat_map(given).next() {
                            Some(GenericArgument::Type(inner)) => self.has_niche(inner, scope),
                            _ => false,
                        };
                    ["Box", "NonNull"].contains(&last)
                        || last.starts_with("NonZero")
                        || last == "Pin" && pinned()
                }
                Target::Module(_) => false,
            },
            _ => false,
        }
    }

    fn is_transparent_niche(&self, id: DefinitionId, path: &syn::Path, scope: &TypeScope) -> bool {
        let transparent = self.transparent(id, path, scope);
        transparent.is_some_and(|(fields, scope)| {
            fields.iter().any(|field| self.has_niche(&field.ty, &scope))
        })
    }

    /// Returns the fields of a `#[repr(transparent)]` struct, and their scope.
    fn transparent(
        &self,
        id: DefinitionId,
        path: &syn::Path,
        scope: &TypeScope,
    ) -> Option<(&syn::Fields, TypeScope)> {
        let reprs = reprs(&self.definition(id).attrs);
        let is_transparent = reprs.iter().any(|repr| repr == "transparent");
        is_transparent.then(|| self.struct_fields(id, path, scope)).flatten()
    }

    /// Returns the fields of a struct, and their scope.
    fn struct_fields(
        &self,
        id: DefinitionId,
        path: &syn::Path,
        scope: &TypeScope,
    ) -> Option<(&syn::Fields, TypeScope)> {
        let definition = self.definition(id);
        let DefinitionKind::Struct(item) = &definition.kind else { return None };
        let depth = scope.depth + 1;
        if depth >= MAX_DEPTH {
            return None;
        }
        let bound = self.bindings(definition, path.segments.last(), scope).ok()?;
        let parameters = Rc::new(bound.into_iter().collect());
        let inside = TypeScope { depth, parameters, ..TypeScope::of_module(definition.module) };
        Some((&item.fields, inside))
    }

    pub(super) fn is_array(&self, ty: &Type, scope: &TypeScope) -> bool {
        if let Some((ty, scope)) = self.alias(ty, scope) {
            return self.is_array(&ty, &scope);
        }
        match ty {
            Type::Array(_) => true,
            Type::Path(path) => match self.find(&path.path, scope) {
                Target::Here(ids) => ids.iter().any(|id| {
                    let transparent = self.transparent(*id, &path.path, scope);
                    transparent.is_some_and(|(fields, scope)| {
                        fields.iter().any(|field| {
                            self.is_array(&field.ty, &scope)
                                && !self.is_zero_sized(&field.ty, &scope)
                        })
                    })
                }),
                _ => false,
            },
            _ => false,
        }
    }

    /// Returns whether a pointer to the type is more than an address.
    pub(super) fn is_unsized(&self, ty: &Type, scope: &TypeScope) -> bool {
        if let Some((ty, scope)) = self.alias(ty, scope) {
            return self.is_unsized(&ty, &scope);
        }
        match ty {
            Type::Slice(_) | Type::TraitObject(_) => true,
            Type::Path(path) => match self.find(&path.path, scope) {
                Target::Here(ids) => ids.iter().any(|id| {
                    let fields = self.struct_fields(*id, &path.path, scope);
                    fields.is_some_and(|(fields, scope)| {
                        let last = fields.iter().next_back();
                        last.is_some_and(|last| self.is_unsized(&last.ty, &scope))
                    })
                }),
                Target::Elsewhere(names) => {
                    let last = names.last().map(String::as_str).unwrap_or_default();
                    ["str", "CStr", "OsStr", "Path"].contains(&last)
                        && !self.modules.crates.contains(&names[0])
                }
                Target::Module(_) => false,
            },
            _ => false,
        }
    }

    /// Returns whether values of the type have no size, so that C has no counterpart.
    pub(in crate::header) fn is_zero_sized(&self, ty: &Type, scope: &TypeScope) -> bool {
        let Ok(inner) = scope.deeper() else { return false };
        if let Some((ty, scope)) = self.alias(ty, &inner) {
            return self.is_zero_sized(&ty, &scope);
        }
        match ty {
            Type::Tuple(tuple) => tuple.elems.iter().all(|ty| self.is_zero_sized(ty, &inner)),
            Type::Array(array) => {
                self.modules.evaluate(&array.len, &scope.values()) == Ok(0)
                    || self.is_zero_sized(&array.elem, &inner)
            }
            Type::Path(path) => match self.find(&path.path, scope) {
                Target::Here(ids) => ids.iter().all(|id| self.is_empty_struct(*id, inner.depth)),
                Target::Elsewhere(names) => matches!(
                    names.last().map(String::as_str),
                    Some("PhantomData" | "PhantomPinned")
                ),
                Target::Module(_) => false,
            },
            _ => false,
        }
    }

    /// Returns the types whose alignment a type without size has: the elements of its arrays, each with its scope.
    pub(in crate::header) fn aligned_as(
        &self,
        ty: &Type,
        scope: &TypeScope,
    ) -> Vec<(Type, TypeScope)> {
        let Ok(inner) = scope.deeper() else { return Vec::new() };
        let (ty, scope) = self.behind_aliases(ty.clone(), inner);
        match &ty {
            Type::Tuple(tuple) => {
                tuple.elems.iter().flat_map(|ty| self.aligned_as(ty, &scope)).collect()
            }
            Type::Array(array) if self.is_zero_sized(&array.elem, &scope) => {
                self.aligned_as(&array.elem, &scope)
            }
            Type::Array(array) => vec![self.behind_aliases((*array.elem).clone(), scope)],
            Type::Path(path) => {
                let Target::Here(ids) = self.find(&path.path, &scope) else { return Vec::new() };
                let structs =
                    ids.iter().filter_map(|id| self.struct_fields(*id, &path.path, &scope));
                let aligned_as_fields = |(fields, scope): (&syn::Fields, TypeScope)| {
                    fields.iter().flat_map(|it| self.aligned_as(&it.ty, &scope)).collect::<Vec<_>>()
                };
                structs.flat_map(aligned_as_fields).collect()
            }
            _ => Vec::new(),
        }
    }

    fn is_empty_struct(&self, id: DefinitionId, depth: usize) -> bool {
        let definition = self.definition(id);
        let DefinitionKind::Struct(item) = &definition.kind else { return false };
        let scope = TypeScope { depth, ..TypeScope::of_module(definition.module) };
        let is_aligned = reprs(&definition.attrs).iter().any(|repr| repr.starts_with("align"));
        !is_aligned && item.fields.iter().all(|field| self.is_zero_sized(&field.ty, &scope))
    }
}
