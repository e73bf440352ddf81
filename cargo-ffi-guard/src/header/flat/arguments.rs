//! The arguments of generic types.

use super::problem::Problem;
use super::scope::{Bound, TypeScope};
use super::{Flat, Uses};
use crate::header::modules::Definition;
use crate::header::rust_text::mangled;
use std::collections::HashMap;
use syn::ext::IdentExt;
use syn::{
    ConstParam, Expr, GenericArgument, GenericParam, Ident, PathArguments, PathSegment, Type,
    TypeParam, parse_quote,
};

/// The bound parameters of a type, and the parts that the arguments add to its name.
pub(super) struct Arguments {
    pub(super) bound: HashMap<String, Bound>,
    pub(super) names: Vec<String>,
}

impl Flat<'_> {
    /// Binds the parameters of a type to the arguments that are written in `scope`, and names them.
    pub(super) fn arguments(
        &mut self,
        definition: &Definition,
        written: Option<&PathSegment>,
        scope: &TypeScope,
    ) -> Result<Arguments, Problem> {
        let bound = self.bindings(definition, written, scope)?;
        let mut names = Vec::new();
        for (_, bound) in &bound {
            match bound {
                Bound::Const(number) => names.push(number.to_string().replace('-', "_")),
                Bound::Type(bound) if !self.is_zero_sized(&bound.0, &bound.1) => {
                    let lowered = self.lower(&bound.0, &bound.1, false, &mut Uses::default());
                    names.push(mangled(&lowered.unwrap_or_else(|_| bound.0.clone())));
                }
                Bound::Type(_) => {}
            }
        }
        Ok(Arguments { bound: bound.into_iter().collect(), names })
    }

    /// Binds the parameters of a type, in their order, to the arguments that are written in `scope`.
    pub(super) fn bindings(
        &self,
        definition: &Definition,
        written: Option<&PathSegment>,
        scope: &TypeScope,
    ) -> Result<Vec<(String, Bound)>, Problem> {
        let Some(generics) = definition.generics() else { return Ok(Vec::new()) };
        let mut all = written.into_iter().flat_map(given);
        let mut found = Vec::new();
        for parameter in &generics.params {
            found.push(match parameter {
                GenericParam::Lifetime(_) => continue,
                GenericParam::Type(parameter) => {
                    let bound = type_argument(parameter, all.next(), definition, scope)?;
                    (parameter.ident.unraw().to_string(), Bound::Type(Box::new(bound)))
                }
                GenericParam::Const(parameter) => {
                    let value = const_argument(parameter, all.next(), definition)?;
                    let number = self.modules.evaluate(&value, &scope.values());
                    let number = number
                        .map_err(|why| Problem::new(why, "write the argument as a number"))?;
                    (parameter.ident.unraw().to_string(), Bound::Const(number))
                }
            });
        }
        Ok(found)
    }
}

fn type_argument(
    parameter: &TypeParam,
    argument: Option<&GenericArgument>,
    definition: &Definition,
    scope: &TypeScope,
) -> Result<(Type, TypeScope), Problem> {
    match (argument, &parameter.default) {
        (Some(GenericArgument::Type(ty)), _) => Ok((ty.clone(), scope.clone())),
        (_, Some((_, default))) => Ok((default.clone(), TypeScope::of_module(definition.module))),
        _ => Err(missing(&parameter.ident, definition)),
    }
}

fn const_argument(
    parameter: &ConstParam,
    argument: Option<&GenericArgument>,
    definition: &Definition,
) -> Result<Expr, Problem> {
    match (argument, &parameter.default) {
        (Some(GenericArgument::Const(value)), _) => Ok(value.clone()),
        (Some(GenericArgument::Type(ty)), _) => Ok(parse_quote!(#ty)),
        (_, Some((_, default))) => Ok(default.clone()),
        _ => Err(missing(&parameter.ident, definition)),
    }
}

fn missing(parameter: &Ident, definition: &Definition) -> Problem {
    let what = format!("the parameter `{parameter}` of `{}` has no argument here", definition.name);
    Problem::new(what, "write the argument")
}

/// Returns the arguments that are written, without lifetimes.
pub(super) fn given(segment: &PathSegment) -> impl Iterator<Item = &GenericArgument> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    let all = arguments.into_iter().flatten();
    all.filter(|argument| !matches!(argument, GenericArgument::Lifetime(_)))
}

/// Returns the types among the arguments of a path.
pub(super) fn types(path: &syn::Path) -> Vec<&Type> {
    let all = path.segments.last().into_iter().flat_map(given);
    all.filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
    .collect()
}
