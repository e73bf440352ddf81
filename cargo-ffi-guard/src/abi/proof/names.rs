//! The names in C of the library's types.
//!
//! A type is matched by its position in the signatures of functions, in variables, and in the fields of matched structs. Of
//! several candidates, the one with the type's own name wins, then the one with the most positions. So one wrong prototype
//! does not make the others look wrong. A type that no position shows is looked up by its name.

use super::c_types::{CType, Declarations};
use super::members::{self, Group, fold, last};
use super::numbers::{self, Number};
use crate::abi::model::{Abi, Definition, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The counterparts in the header.
pub(super) struct Names<'a> {
    abi: &'a Abi,
    declared: &'a Declarations,
    /// The type of C for each name of a type, or each text of an unknown one.
    types: BTreeMap<String, CType>,
}

/// The number of positions of each candidate.
type Votes = BTreeMap<String, BTreeMap<CType, usize>>;

impl<'a> Names<'a> {
    pub(super) fn new(abi: &'a Abi, declared: &'a Declarations) -> Self {
        let mut names = Self { abi, declared, types: BTreeMap::new() };
        let mut votes = names.votes_of_symbols();
        let mut walked = BTreeSet::new();
        loop {
            names.decide(&votes);
            votes = Votes::new();
            let known: Vec<String> = names.types.keys().cloned().collect();
            for name in known {
                if walked.insert(name.clone()) {
                    names.fields_of(&name, &mut votes);
                }
            }
            if votes.is_empty() && !names.by_name() {
                return names;
            }
        }
    }

    /// Returns the type in C.
    pub(super) fn of(&self, name: &str) -> Option<&CType> {
        self.types.get(name)
    }

    /// Returns the names of types that have this counterpart.
    pub(super) fn with(&self, ty: &CType) -> Option<&String> {
        let identity = self.declared.identity(ty);
        self.types
            .iter()
            .find(|(_, other)| self.declared.identity(other) == identity)
            .map(|it| it.0)
    }

    /// Returns the groups that may contain the constants of an enum.
    pub(super) fn groups(&self, name: &str) -> impl Iterator<Item = Group<'a>> {
        let bound = self.types.get(name).map(|bound| self.declared.identity(bound).clone());
        let enums = self.declared.enums.iter().filter(|group| group.is_own).map(move |group| {
            let is_certain = match &bound {
                Some(CType::Name(name)) => *name == group.tag,
                Some(CType::Tag { keyword, tag }) => keyword == "enum" && *tag == group.tag,
                _ => false,
            };
            Group { names: &group.names, is_certain, is_enum: true }
        });
        let macros = Group { names: &self.declared.macros, is_certain: false, is_enum: false };
        enums.chain(std::iter::once(macros))
    }

    fn votes_of_symbols(&self) -> Votes {
        let mut votes = Votes::new();
        for (symbol, function) in &self.abi.functions {
            let Some(declared) = self.declared.functions.get(symbol) else { continue };
            let CType::Function { parameters, returns, .. } = self.declared.resolve(&declared.ty)
            else {
                continue;
            };
            if parameters.len() == function.parameters.len() {
                for (ours, theirs) in function.parameters.iter().zip(parameters) {
                    self.walk(&ours.ty, theirs, &mut votes);
                }
            }
            self.walk(&function.returns, returns, &mut votes);
        }
        for (symbol, variable) in &self.abi.statics {
            if let Some(declared) = self.declared.variables.get(symbol) {
                self.walk(&variable.ty, &declared.ty, &mut votes);
            }
        }
        votes
    }

    fn fields_of(&self, name: &str, votes: &mut Votes) {
        let (Some(Definition::Struct { fields, .. }), Some(ty)) =
            (self.abi.types.get(name), self.types.get(name))
        else {
            return;
        };
        let Some(body) = self.declared.bodies.get(self.declared.resolve(ty)) else { return };
        for (field, declared) in members::fields(fields, body).matched {
            if let Some(declared) = declared {
                self.walk(&field.ty, &declared.ty, votes);
            }
        }
    }

    /// Counts the types of C in the same positions.
    fn walk(&self, ours: &Type, theirs: &CType, votes: &mut Votes) {
        let mut vote = |name: &str| {
            if !self.types.contains_key(name) {
                let candidates = votes.entry(name.to_owned()).or_default();
                *candidates.entry(theirs.clone()).or_default() += 1;
            }
        };
        match (ours, self.declared.resolve(theirs)) {
            (_, CType::Atomic(theirs)) => self.walk(ours, theirs, votes),
            (Type::Named { name }, resolved) if self.may_be(name, resolved) => vote(name),
            (Type::Unknown { text, .. }, resolved) if !resolved.is_void() => vote(text),
            (Type::Pointer { to: ours, .. }, CType::Pointer { to: theirs, .. })
            | (Type::Array { of: ours, .. }, CType::Array { of: theirs, .. }) => {
                self.walk(ours, theirs, votes);
            }
            (Type::Function { parameters, returns, .. }, CType::Pointer { to, .. }) => {
                let CType::Function { parameters: theirs, returns: result, .. } =
                    self.declared.resolve(to)
                else {
                    return;
                };
                for (ours, theirs) in parameters.iter().zip(theirs) {
                    self.walk(ours, theirs, votes);
                }
                self.walk(returns, result, votes);
            }
            _ => {}
        }
    }

    /// Whether a type of C can be the counterpart: a struct for a struct, an integer for an enum.
    fn may_be(&self, name: &str, resolved: &CType) -> bool {
        let is_tag = |enums: bool| matches!(resolved, CType::Tag { keyword, .. } if (keyword == "enum") == enums);
        let is_void = resolved.is_void();
        match self.abi.types.get(name) {
            Some(Definition::Enum { .. }) => {
                let number = match resolved {
                    CType::Words(words) => numbers::of_c(words, self.abi.data_model),
                    _ => None,
                };
                is_tag(true) || matches!(number, Some(Number::Integer { .. }))
            }
            Some(Definition::Struct { transparent: true, .. }) => !is_void && !is_tag(true),
            _ => is_tag(false),
        }
    }

    fn decide(&mut self, votes: &Votes) {
        for (name, candidates) in votes {
            let best = candidates.iter().max_by_key(|(ty, votes)| {
                (self.has_own_name(ty, name), **votes, matches!(ty, CType::Name(_)))
            });
            if let Some((ty, _)) = best {
                self.types.insert(name.clone(), ty.clone());
            }
        }
    }

    fn has_own_name(&self, ty: &CType, name: &str) -> bool {
        let own = match self.declared.identity(ty) {
            CType::Tag { tag, .. } => self.is_named(tag, name),
            _ => false,
        };
        own || matches!(ty, CType::Name(typedef) if self.is_named(typedef, name))
    }

    /// Whether C names a type as Rust does, except for the library's prefix, case, `_`, and `_t` or `_s` at the end.
    fn is_named(&self, in_c: &str, name: &str) -> bool {
        let own = fold(last(name));
        let stem = in_c.strip_suffix("_t").or_else(|| in_c.strip_suffix("_s")).unwrap_or(in_c);
        let prefix = fold(self.abi.prefix.as_deref().unwrap_or_default());
        [fold(in_c), fold(stem)]
            .iter()
            .any(|in_c| *in_c == own || *in_c == format!("{prefix}{own}"))
    }

    /// Matches types that no position shows. Returns whether there was one.
    fn by_name(&mut self) -> bool {
        let mut found = Vec::new();
        for name in self.abi.types.keys().filter(|name| !name.contains('<')) {
            if self.types.contains_key(name) {
                continue;
            }
            let typedefs = self.declared.typedefs.keys().map(|name| CType::Name(name.clone()));
            let mut candidates = typedefs.chain(self.declared.bodies.keys().cloned());
            let ty = candidates.find(|ty| {
                let is_free = self.with(ty).is_none();
                is_free
                    && self.has_own_name(ty, name)
                    && self.may_be(name, self.declared.resolve(ty))
            });
            found.extend(ty.map(|ty| (name.clone(), ty)));
        }
        let any = !found.is_empty();
        self.types.extend(found);
        any
    }
}
