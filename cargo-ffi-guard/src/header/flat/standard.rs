//! Types of the standard library and of dependencies.

use super::arguments::types;
use super::problem::{Problem, refused, unsized_problem};
use super::scope::TypeScope;
use super::{ExternalUse, Flat, Uses};
use crate::header::rust_text::ident;
use crate::header::words;
use syn::{Type, TypePath, parse_quote};

impl Flat<'_> {
    /// Lowers a type that this crate does not define.
    pub(super) fn elsewhere(
        &mut self,
        names: &[String],
        path: &TypePath,
        scope: &TypeScope,
        by_value: bool,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        let last = names.last().map(String::as_str).unwrap_or_default();
        if words::is_number(last) {
            let name = ident(last);
            return Ok(parse_quote!(#name));
        }
        if self.is_of_dependency(names) {
            return Ok(external(names, by_value, true, uses));
        }
        if let Some(number) = atomic(last) {
            let name = ident(&number);
            return Ok(parse_quote!(#name));
        }
        if let "NonZeroUsize" | "NonZeroIsize" = last {
            let inner = ident(&last["NonZero".len()..].to_lowercase());
            return Ok(parse_quote!(NonZero<#inner>));
        }
        if let Some(problem) = unsupported(last, path) {
            return Err(problem);
        }
        if words::is_container(last) {
            return self.container(last, path, scope, by_value, uses);
        }
        match types(&path.path).first() {
            Some(inner) if words::is_known(last) || last == "AtomicPtr" => {
                self.wrapper(last, path, inner, scope, by_value, uses)
            }
            _ => Ok(external(names, by_value, false, uses)),
        }
    }

    /// Lowers a type that C only has pointers to.
    fn container(
        &mut self,
        name: &str,
        path: &TypePath,
        scope: &TypeScope,
        by_value: bool,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        if by_value {
            let ty = Type::Path(path.clone());
            let instead = "a pointer, or a `#[repr(C)]` struct";
            return Err(refused(&ty, "has no layout that C knows", instead));
        }
        let arguments = types(&path.path).into_iter();
        let arguments = arguments.map(|ty| self.lower(ty, scope, false, uses));
        let arguments = arguments.collect::<Result<Vec<Type>, _>>()?;
        let name = ident(name);
        Ok(match arguments.is_empty() {
            true => parse_quote!(#name),
            false => parse_quote!(#name<#(#arguments),*>),
        })
    }

    /// Lowers a type with the layout of its argument, or of a pointer to it.
    fn wrapper(
        &mut self,
        name: &str,
        path: &TypePath,
        inner: &Type,
        scope: &TypeScope,
        by_value: bool,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        match name {
            "Option" => self.option(&Type::Path(path.clone()), inner, scope, by_value, uses),
            "Box" | "NonNull" => {
                let (name, inner) = (ident(name), self.target(inner, scope, uses)?);
                Ok(parse_quote!(#name<#inner>))
            }
            "NonZero" => {
                let inner = self.lower(inner, scope, by_value, uses)?;
                Ok(parse_quote!(NonZero<#inner>))
            }
            "AtomicPtr" => {
                let inner = self.target(inner, scope, uses)?;
                Ok(parse_quote!(*mut #inner))
            }
            _ => self.lower(inner, scope, by_value, uses),
        }
    }

    pub(super) fn is_of_dependency(&self, names: &[String]) -> bool {
        names.len() > 1 && self.modules.crates.contains(&names[0])
    }

    /// Lowers `Option`, which C has where NULL or zero is `None`.
    fn option(
        &mut self,
        ty: &Type,
        inner: &Type,
        scope: &TypeScope,
        by_value: bool,
        uses: &mut Uses,
    ) -> Result<Type, Problem> {
        if !by_value && !self.has_niche(inner, scope) {
            let inner = self.lower(inner, scope, false, uses)?;
            return Ok(parse_quote!(Option<#inner>));
        }
        if !self.has_niche(inner, scope) {
            return Err(refused(
                ty,
                "has no layout that C knows",
                "a pointer that may be null, or a struct with a flag",
            ));
        }
        let lowered = self.lower(inner, scope, by_value, uses)?;
        // The alias of a pointer: each pointer of C may be null.
        let is_named = matches!(&lowered, Type::Path(path) if path.path.get_ident().is_some_and(|name| self.instances.contains_key(&name.to_string())));
        Ok(if is_named { lowered } else { parse_quote!(Option<#lowered>) })
    }
}

/// Returns the type of an external name.
fn external(names: &[String], by_value: bool, of_dependency: bool, uses: &mut Uses) -> Type {
    let name = names.last().cloned().unwrap_or_default();
    let shown = if of_dependency { format!("{}::{name}", names[0]) } else { name.clone() };
    let known = uses.external.entry(shown).or_insert(ExternalUse { name: name.clone(), by_value });
    known.by_value |= by_value;
    let name = ident(&name);
    parse_quote!(#name)
}

fn atomic(name: &str) -> Option<String> {
    let ty = name.strip_prefix("Atomic")?.to_lowercase();
    words::is_number(&ty).then_some(ty)
}

/// Returns why C has no type like the one of this name.
fn unsupported(name: &str, path: &TypePath) -> Option<Problem> {
    let ty = Type::Path(path.clone());
    Some(match name {
        "u128" | "i128" => refused(&ty, "has no counterpart in portable C", "two `u64`, or bytes"),
        "f16" | "f128" => refused(&ty, "has no counterpart in portable C", "`f32` or `f64`"),
        "str" | "CStr" | "OsStr" | "Path" => unsized_problem(&ty),
        "PhantomData" | "PhantomPinned" => {
            refused(&ty, "has no size, and C has no such types", "a type that has one")
        }
        _ => return None,
    })
}
