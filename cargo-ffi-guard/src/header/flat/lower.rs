//! Types as cbindgen is to read them.

use super::problem::{Problem, refused, unsized_problem};
use super::scope::{Bound, TypeScope};
use super::{Flat, Uses};
use crate::header::modules::{DefinitionId, DefinitionKind, Namespace};
use crate::header::resolve::Target;
use crate::header::rust_text::{ident, shown};
use crate::header::words;
use syn::ext::IdentExt;
use syn::{ReturnType, Type, TypeFnPtr, TypePath, parse_quote};

impl Flat<'_> {
    /// Returns the type as cbindgen is to read it. With `by_value`, C needs its definition.
    pub(in crate::header) fn lower(
        &mut self,
        ty: &Type,
        scope: &TypeScope,
        by_value: bool,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        let inner = scope.deeper()?;
        match ty {
            Type::Group(group) => self.lower(&group.elem, &inner, by_value, uses),
            Type::Paren(paren) => self.lower(&paren.elem, &inner, by_value, uses),
            Type::Path(path) => self.path(path, &inner, by_value, uses),
            Type::Ptr(pointer) => {
                let target = self.target(&pointer.elem, &inner, uses)?;
                let mut pointer = pointer.clone();
                *pointer.elem = target;
                Ok(Type::Ptr(pointer))
            }
            Type::Reference(reference) => {
                let target = self.target(&reference.elem, &inner, uses)?;
                Ok(match reference.mutability {
                    None => parse_quote!(&#target),
                    Some(_) => parse_quote!(&mut #target),
                })
            }
            Type::Array(array) => {
                let element = self.lower(&array.elem, &inner, by_value, uses)?;
                let length = self.length(array, &inner)?;
                Ok(parse_quote!([#element; #length]))
            }
            Type::FnPtr(pointer) => self.function(pointer, &inner, uses),
            Type::Tuple(tuple) if tuple.elems.is_empty() => Ok(ty.clone()),
            Type::Never(_) => Ok(ty.clone()),
            _ => Err(no_counterpart(ty)),
        }
    }

    pub(super) fn length(
        &self,
        array: &syn::TypeArray,
        scope: &TypeScope,
    ) -> Result<proc_macro2::Literal, Problem> {
        let value = self.modules.evaluate(&array.len, &scope.values()).map_err(|why| {
            Problem::new(
                format!("the length of `{}`: {why}", shown(array)),
                "write the length as a number, or with constants of this crate",
            )
        })?;
        usize::try_from(value).map(proc_macro2::Literal::usize_unsuffixed).map_err(|_| {
            Problem::new(
                format!("the length of `{}` is {value}", shown(array)),
                "write a length that an array can have",
            )
        })
    }

    /// Lowers a type behind a pointer. C does not need its definition.
    pub(super) fn target(
        &mut self,
        ty: &Type,
        scope: &TypeScope,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        if self.is_unsized(ty, scope) {
            return Err(unsized_problem(ty));
        }
        self.lower(ty, scope, false, uses)
    }

    fn function(
        &mut self,
        pointer: &TypeFnPtr,
        scope: &TypeScope,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        let abi = pointer
            .abi
            .as_ref()
            .map(|abi| abi.name.as_ref().map_or("C".to_owned(), syn::LitStr::value));
        if !matches!(abi.as_deref(), Some("C" | "C-unwind" | "system")) {
            let ty = Type::FnPtr(pointer.clone());
            return Err(refused(
                &ty,
                "does not have the calling convention of C",
                "`extern \"C\" fn`",
            ));
        }
        let mut lowered = pointer.clone();
        lowered.lifetimes = None;
        let names = lowered.inputs.iter().map(|input| match &input.name {
            Some((name, _)) => name.unraw().to_string(),
            None => String::new(),
        });
        let names = words::in_c(&names.collect::<Vec<_>>());
        for (input, in_c) in lowered.inputs.iter_mut().zip(names) {
            input.ty = self.passed(&input.ty, scope, uses)?;
            if let Some((name, _)) = &mut input.name
                && name.unraw() != in_c
            {
                *name = ident(&in_c);
            }
        }
        if let ReturnType::Type(_, output) = &mut lowered.output {
            **output = self.passed(output, scope, uses)?;
        }
        Ok(Type::FnPtr(lowered))
    }

    /// Lowers the type of a parameter or a result.
    pub(in crate::header) fn passed(
        &mut self,
        ty: &Type,
        scope: &TypeScope,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        if self.is_array(ty, scope) {
            return Err(refused(
                ty,
                "is an array, which C passes as a pointer and Rust does not",
                "a pointer to it, or a struct around it",
            ));
        }
        self.lower(ty, scope, true, uses)
    }

    fn path(
        &mut self,
        path: &TypePath,
        scope: &TypeScope,
        by_value: bool,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        if path.qself.is_some() {
            return Err(refused(
                &Type::Path(path.clone()),
                "is an associated type",
                "the type that it stands for",
            ));
        }
        if let (true, Some(own)) = (path.path.is_ident("Self"), &scope.own) {
            uses.names.insert(own.to_string());
            uses.by_value.extend(by_value.then(|| own.to_string()));
            let name = ident(own);
            return Ok(parse_quote!(#name));
        }
        if let Some((ty, scope)) = self.bound(&path.path, scope) {
            return self.lower(&ty, &scope, by_value, uses);
        }
        match self.find(&path.path, scope) {
            Target::Here(ids) if self.is_number(&ids) => self.number(&ids, scope, by_value, uses),
            Target::Here(ids) if self.is_other_path(&ids) => {
                let alias = self.alias(&Type::Path(path.clone()), scope);
                let (ty, scope) = alias.unwrap_or((Type::Path(path.clone()), scope.deeper()?));
                self.lower(&ty, &scope, by_value, uses)
            }
            Target::Here(ids) => {
                let arguments = path.path.segments.last();
                let name = self.entity(&ids, arguments, scope, by_value, uses)?;
                let name = ident(&name);
                Ok(parse_quote!(#name))
            }
            Target::Module(_) => Err(refused(&Type::Path(path.clone()), "is a module", "a type")),
            Target::Elsewhere(names) => self.elsewhere(&names, path, scope, by_value, uses),
        }
    }

    /// Returns whether an alias names a type of the same name in another module.
    fn is_other_path(&self, ids: &[DefinitionId]) -> bool {
        let definition = self.definition(ids[0]);
        let DefinitionKind::Alias(item) = &definition.kind else { return false };
        let Type::Path(path) = &*item.ty else { return false };
        let target = self.modules.resolve(&path.path, definition.module, Namespace::Type);
        matches!(target, Target::Here(inner) if self.definition(inner[0]).name == definition.name && inner != ids)
    }

    /// Returns whether a type is another name of a type that cbindgen translates, under the name that it has there.
    fn is_number(&self, ids: &[DefinitionId]) -> bool {
        let definition = self.definition(ids[0]);
        matches!(definition.kind, DefinitionKind::Alias(_)) && words::is_number(&definition.name)
    }

    /// Lowers an alias with the name of a type of C: to that type, if the alias means it, else to the type behind the alias.
    fn number(
        &mut self,
        ids: &[DefinitionId],
        scope: &TypeScope,
        by_value: bool,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        let definition = self.definition(ids[0]);
        let name = ident(&definition.name);
        let depth = scope.depth;
        let inside = TypeScope { depth, ..TypeScope::of_module(definition.module) };
        let (ty, inside) = self.behind_aliases(parse_quote!(#name), inside);
        let target = match &ty {
            Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
            _ => None,
        };
        match target.is_some_and(|target| words::is_same_number(&definition.name, &target)) {
            true => Ok(parse_quote!(#name)),
            false => self.lower(&ty, &inside, by_value, uses),
        }
    }

    /// Returns the type that `Self` or a generic parameter is bound to, and its scope.
    pub(in crate::header) fn bound(
        &self,
        path: &syn::Path,
        scope: &TypeScope,
    ) -> Option<(Type, TypeScope)> {
        let name = path.get_ident()?;
        if name == "Self" {
            let own = scope.self_type.as_deref()?.clone();
            return Some((own, TypeScope { self_type: None, ..scope.clone() }));
        }
        match scope.parameters.get(&name.unraw().to_string())? {
            Bound::Type(bound) => {
                let (ty, outer) = &**bound;
                let depth = scope.depth.max(outer.depth);
                Some((ty.clone(), TypeScope { depth, ..outer.clone() }))
            }
            Bound::Const(_) => None,
        }
    }

    pub(in crate::header) fn find(&self, path: &syn::Path, scope: &TypeScope) -> Target {
        if scope.is_flat
            && path.segments.len() == 1
            && let Some(only) = path.segments.first()
        {
            let name = only.ident.unraw().to_string();
            if let Some(ids) = self.names.get(&name) {
                return Target::Here(ids.clone());
            }
            if let Some(path) = self.foreign.get(&name) {
                return Target::Elsewhere(path.clone());
            }
        }
        self.modules.resolve(path, scope.module, Namespace::Type)
    }
}

/// Returns the error for a kind of types that C does not have.
fn no_counterpart(ty: &Type) -> Problem {
    match ty {
        Type::Tuple(_) => refused(
            ty,
            "is a tuple, and Rust does not fix the layout of tuples",
            "a `#[repr(C)]` struct",
        ),
        Type::Slice(_) | Type::TraitObject(_) => unsized_problem(ty),
        Type::Macro(_) => {
            refused(ty, "is a macro call, which this program does not expand", "the type itself")
        }
        _ => refused(ty, "has no counterpart in C", "a type that C has"),
    }
}
