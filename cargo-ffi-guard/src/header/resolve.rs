//! The items that paths lead to, by the rules of Rust: modules, `use`, renames, globs, `self`, `super`, `crate`.

use super::modules::{DefinitionId, DefinitionKind, Import, ModuleId, Modules, Namespace};
use std::collections::{HashMap, HashSet};
use syn::ext::IdentExt;

/// The target of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The definitions of a name in a module: several if they are under different conditions.
    Here(Vec<DefinitionId>),
    Module(ModuleId),
    /// An item of another crate, or of a macro that is not expanded.
    Elsewhere(Vec<String>),
}

/// A name that is looked up in a module.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Lookup {
    module: ModuleId,
    namespace: Namespace,
    name: String,
}

/// The resolution of one path.
struct Resolution<'m, 'c> {
    modules: &'m Modules<'c>,
    /// The lookups that are under way: one that leads to itself finds nothing new.
    active: HashSet<Lookup>,
    done: HashMap<Lookup, Option<Target>>,
}

impl Modules<'_> {
    /// Returns the target of a path that is written in `module`.
    pub(super) fn resolve(
        &self,
        path: &syn::Path,
        module: ModuleId,
        namespace: Namespace,
    ) -> Target {
        let names: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
        let mut resolution =
            Resolution { modules: self, active: HashSet::new(), done: HashMap::new() };
        let found = match path.leading_colon {
            Some(_) => {
                let root = names.first().and_then(|name| self.roots.get(name));
                root.and_then(|root| resolution.follow(&names[1..], *root, namespace))
            }
            None => resolution.follow(&names, module, namespace),
        };
        found.unwrap_or(Target::Elsewhere(names))
    }

    /// Returns the root module of the crate of a module.
    fn root(&self, module: ModuleId) -> ModuleId {
        std::iter::successors(Some(module), |module| self.modules[*module].parent)
            .last()
            .unwrap_or(0)
    }

    /// Returns the module around a block.
    fn around(&self, mut module: ModuleId) -> ModuleId {
        while self.modules[module].is_block
            && let Some(parent) = self.modules[module].parent
        {
            module = parent;
        }
        module
    }

    fn above(&self, module: ModuleId) -> Option<ModuleId> {
        self.modules[self.around(module)].parent
    }
}

impl Resolution<'_, '_> {
    fn follow(
        &mut self,
        names: &[String],
        module: ModuleId,
        namespace: Namespace,
    ) -> Option<Target> {
        let (first, rest) = names.split_first()?;
        let modules = self.modules;
        let mut current = match first.as_str() {
            "crate" => Target::Module(modules.root(module)),
            "self" => Target::Module(modules.around(module)),
            "super" => Target::Module(modules.above(module)?),
            name => {
                let namespace = if rest.is_empty() { namespace } else { Namespace::Type };
                self.visible(Lookup { module, namespace, name: name.to_owned() })?
            }
        };
        for (at, name) in rest.iter().enumerate() {
            let namespace = if at + 1 == rest.len() { namespace } else { Namespace::Type };
            current = match current {
                Target::Module(inner) if name == "super" => Target::Module(modules.above(inner)?),
                Target::Module(module) => {
                    self.member(&Lookup { module, namespace, name: name.clone() })?
                }
                Target::Elsewhere(mut path) => {
                    path.push(name.clone());
                    Target::Elsewhere(path)
                }
                Target::Here(_) => return None,
            };
        }
        Some(current)
    }

    /// Looks a name up in a module and in the blocks around it.
    fn visible(&mut self, mut lookup: Lookup) -> Option<Target> {
        loop {
            if let Some(found) = self.member(&lookup) {
                return Some(found);
            }
            let around = &self.modules.modules[lookup.module];
            match around.parent {
                Some(parent) if around.is_block => lookup.module = parent,
                _ => break,
            }
        }
        let name = lookup.name;
        if let Some(root) = self.modules.roots.get(&name) {
            return Some(Target::Module(*root));
        }
        let is_crate =
            self.modules.crates.contains(&name) || ["std", "core", "alloc"].contains(&&*name);
        is_crate.then(|| Target::Elsewhere(vec![name]))
    }

    fn member(&mut self, lookup: &Lookup) -> Option<Target> {
        if let Some(known) = self.done.get(lookup) {
            return known.clone();
        }
        if !self.active.insert(lookup.clone()) {
            return None;
        }
        let found =
            self.own(lookup).or_else(|| self.imported(lookup)).or_else(|| self.globbed(lookup));
        self.active.remove(lookup);
        self.done.insert(lookup.clone(), found.clone());
        found
    }

    fn own(&self, lookup: &Lookup) -> Option<Target> {
        let key = (lookup.namespace, lookup.name.clone());
        let all = self.modules.modules[lookup.module].names.get(&key)?;
        let inner = all.iter().find_map(|id| match self.modules.definitions[*id].kind {
            DefinitionKind::Module(inner) => Some(inner),
            _ => None,
        });
        Some(inner.map_or_else(|| Target::Here(all.clone()), Target::Module))
    }

    fn imported(&mut self, lookup: &Lookup) -> Option<Target> {
        let Lookup { module, namespace, name } = lookup;
        let modules = self.modules;
        let named = |import: &&Import| import.name.as_ref() == Some(name);
        let mut outside = None;
        for import in modules.modules[*module].imports.iter().filter(named) {
            let found = match import.is_global {
                true => None,
                false => self.follow(&import.path, *module, *namespace),
            };
            // In the edition of 2015 the path begins at the root.
            let found =
                found.or_else(|| self.follow(&import.path, modules.root(*module), *namespace));
            match found {
                Some(Target::Elsewhere(path)) => outside = Some(Target::Elsewhere(path)),
                Some(found) => return Some(found),
                None => outside = outside.or(Some(Target::Elsewhere(import.path.clone()))),
            }
        }
        outside
    }

    fn globbed(&mut self, lookup: &Lookup) -> Option<Target> {
        let imports = &self.modules.modules[lookup.module].imports;
        for glob in imports.iter().filter(|import| import.name.is_none()) {
            let found = self.follow(&glob.path, lookup.module, Namespace::Type);
            if let Some(Target::Module(module)) = found
                && let Some(found) = self.member(&Lookup { module, ..lookup.clone() })
            {
                return Some(found);
            }
        }
        None
    }
}
