//! The types that a header needs, under one flat name each: resolved, with generic parameters bound.

mod arguments;
mod definition;
mod facts;
mod flatten;
mod lower;
mod problem;
mod scope;
mod standard;
mod uses;

pub(super) use problem::{Problem, undecided};
pub(super) use scope::TypeScope;
pub(super) use uses::{ExternalUse, Uses};

use super::modules::{Definition, DefinitionId, Modules};
use super::words;
use arguments::Arguments;
use definition::Definer;
use proc_macro2::TokenStream;
use scope::Bound;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use syn::PathSegment;

/// How long a flat name may be.
const MAX_NAME: usize = 512;
/// How many types a header may have.
const MAX_INSTANCES: usize = 1 << 14;

/// A type with its arguments.
#[derive(Default)]
pub(super) struct Instance {
    pub(super) ids: Vec<DefinitionId>,
    /// The items that cbindgen is given.
    pub(super) items: Vec<TokenStream>,
    pub(super) uses: Uses,
    /// Why C has no definition of it.
    pub(super) opaque: Option<Problem>,
    /// Whether the author wants C to have its definition.
    pub(super) is_public: bool,
    /// Whether it has a tag in C.
    pub(super) is_aggregate: bool,
    /// The parts of its `repr` attributes.
    pub(super) layout: BTreeSet<String>,
    /// For an alias: the types whose definitions C needs when the alias is used by value.
    pub(super) stands_for: Option<Uses>,
}

/// The types of a header.
pub(super) struct Flat<'m> {
    pub(super) modules: &'m Modules<'m>,
    pub(super) instances: BTreeMap<String, Instance>,
    /// The flat names without arguments.
    names: BTreeMap<String, Vec<DefinitionId>>,
    /// The flat names of types of dependencies, each with its path.
    foreign: BTreeMap<String, Vec<String>>,
}

impl<'m> Flat<'m> {
    pub(super) fn new(modules: &'m Modules<'m>) -> Self {
        let (instances, names, foreign) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { modules, instances, names, foreign }
    }

    pub(super) fn definition(&self, id: DefinitionId) -> &'m Definition {
        &self.modules.definitions[id]
    }

    /// Returns the flat name of a type without its arguments.
    pub(super) fn name(&mut self, ids: &[DefinitionId]) -> String {
        let own = self.definition(ids[0]).name.clone();
        let mut name = if words::is_known(&own) { format!("{own}_") } else { own };
        let is_taken = |name: &String| {
            self.names.get(name).is_some_and(|known| known != ids)
                || self.foreign.contains_key(name)
        };
        while is_taken(&name) {
            name.push('_');
        }
        self.names.entry(name.clone()).or_insert_with(|| ids.to_vec());
        name
    }

    /// Returns the flat name of a type of a dependency.
    fn foreign_name(&mut self, path: &[String]) -> String {
        let mut name = path.last().cloned().unwrap_or_default();
        let is_taken = |name: &String| {
            self.names.contains_key(name)
                || self.foreign.get(name).is_some_and(|known| known != path)
        };
        while is_taken(&name) {
            name.push('_');
        }
        self.foreign.insert(name.clone(), path.to_vec());
        name
    }

    /// Adds a type that is named by a path, without arguments.
    pub(super) fn add(&mut self, ids: &[DefinitionId], uses: &mut Uses) -> Result<String, Problem> {
        let module = self.definition(ids[0]).module;
        self.entity(ids, None, &TypeScope::of_module(module), false, uses)
    }

    /// Adds a type of this crate, and returns its flat name.
    fn entity(
        &mut self,
        ids: &[DefinitionId],
        written: Option<&PathSegment>,
        scope: &TypeScope,
        by_value: bool,
        uses: &mut Uses,
    ) -> Result<String, Problem> {
        let definition = self.definition(ids[0]);
        if definition.is_ignored {
            let name = definition.name.clone();
            uses.external.insert(name.clone(), ExternalUse { name: name.clone(), by_value });
            return Ok(name);
        }
        if let Some(unknown) = ids.iter().find_map(|id| self.definition(*id).gate.unknown.as_ref())
        {
            return Err(undecided(&format!("`{}`", definition.name), unknown));
        }
        let Arguments { bound, names } = self.arguments(definition, written, scope)?;
        let base = self.name(ids);
        let name = match names.is_empty() {
            true => base,
            false => format!("{base}_{}", names.join("__")),
        };
        uses.names.insert(name.clone());
        if by_value {
            uses.by_value.insert(name.clone());
        }
        if name.len() > MAX_NAME || self.instances.len() > MAX_INSTANCES {
            let what = format!("`{}` contains itself with ever other arguments", definition.name);
            return Err(Problem::new(what, "write types whose arguments end"));
        }
        if !self.instances.contains_key(&name) {
            self.define(ids, &name, bound, scope.depth);
        }
        Ok(name)
    }

    /// Adds the definition of a type under this name. The name is known before: the type may contain a pointer to itself.
    fn define(
        &mut self,
        ids: &[DefinitionId],
        name: &str,
        bound: HashMap<String, Bound>,
        depth: usize,
    ) {
        let unfinished = Instance { ids: ids.to_vec(), ..Instance::default() };
        self.instances.insert(name.to_owned(), unfinished);
        let inside = TypeScope {
            module: self.definition(ids[0]).module,
            parameters: Rc::new(bound),
            self_type: None,
            is_flat: false,
            own: Some(name.into()),
            depth,
        };
        let instance = Definer { flat: self, scope: inside, name }.define(ids);
        self.instances.insert(name.to_owned(), instance);
    }

    /// Returns why C has no definition of a type.
    pub(super) fn incomplete(&self, name: &str) -> Option<&Problem> {
        let instance = self.instances.get(name)?;
        if let Some(problem) = &instance.opaque {
            return Some(problem);
        }
        instance
            .stands_for
            .as_ref()?
            .by_value
            .iter()
            .filter(|inner| *inner != name)
            .find_map(|inner| self.incomplete(inner))
    }

    /// Returns these names and those that their definitions use.
    pub(super) fn closure<'n>(
        &self,
        names: impl IntoIterator<Item = &'n String>,
    ) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        let mut rest: Vec<String> = names.into_iter().cloned().collect();
        while let Some(name) = rest.pop() {
            if let Some(instance) = self.instances.get(&name)
                && all.insert(name)
            {
                rest.extend(instance.uses.names.iter().cloned());
            }
        }
        all
    }
}
