//! The scope of a type.

use super::problem::Problem;
use crate::header::evaluate::ValueScope;
use crate::header::modules::ModuleId;
use std::collections::HashMap;
use std::rc::Rc;
use syn::Type;

/// How deep types may nest.
pub(super) const MAX_DEPTH: usize = 128;

/// The scope of a type: names are resolved in it.
#[derive(Clone, Default)]
pub(in crate::header) struct TypeScope {
    pub(in crate::header) module: ModuleId,
    /// The generic parameters.
    pub(in crate::header) parameters: Rc<HashMap<String, Bound>>,
    pub(in crate::header) self_type: Option<Rc<Type>>,
    /// Whether names are flat names first.
    pub(in crate::header) is_flat: bool,
    /// The flat name of `Self`, inside a definition.
    pub(in crate::header) own: Option<Rc<str>>,
    pub(in crate::header) depth: usize,
}

/// The argument of a generic parameter.
pub(in crate::header) enum Bound {
    Type(Box<(Type, TypeScope)>),
    Const(i128),
}

impl TypeScope {
    pub(in crate::header) fn of_module(module: ModuleId) -> Self {
        Self { module, ..Self::default() }
    }

    /// Returns whether each name means the same in both scopes.
    pub(in crate::header) fn names_the_same(&self, other: &Self) -> bool {
        let is_bound_alike = Rc::ptr_eq(&self.parameters, &other.parameters)
            || self.parameters.is_empty() && other.parameters.is_empty();
        self.module == other.module && is_bound_alike
    }

    pub(super) fn deeper(&self) -> Result<Self, Problem> {
        if self.depth == MAX_DEPTH {
            let next = "write a type that ends, or keep the function out with `[export] exclude`";
            return Err(Problem::new("the type is nested too deep", next));
        }
        Ok(Self { depth: self.depth + 1, ..self.clone() })
    }

    pub(in crate::header) fn values(&self) -> ValueScope {
        let constant = |(name, bound): (&String, &Bound)| match bound {
            Bound::Const(value) => Some((name.clone(), *value)),
            Bound::Type(_) => None,
        };
        ValueScope {
            module: self.module,
            parameters: self.parameters.iter().filter_map(constant).collect(),
            self_type: self.self_type.as_deref().cloned(),
        }
    }
}
