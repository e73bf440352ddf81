//! The items that paths lead to, by the rules of Rust: modules, `use`, renames, globs, `self`, `super`, `crate`.

use super::modules::{DefinitionId, DefinitionKind, ModuleId, Modules, Namespace};
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

/// The lookups of one resolution.
#[derive(Default)]
struct Visited {
    /// The lookups that are under way: one that leads to itself finds nothing new.
    active: HashSet<Lookup>,
    done: HashMap<Lookup, Option<Target>>,
}

type Lookup = (ModuleId, Namespace, String);

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
        if path.leading_colon.is_some() {
            let root = names.first().and_then(|name| self.roots.get(name));
            let found = root.and_then(|root| {
                self.follow(&names[1..], *root, namespace, &mut Visited::default())
            });
            return found.unwrap_or(Target::Elsewhere(names));
        }
        let found = self.follow(&names, module, namespace, &mut Visited::default());
        found.unwrap_or(Target::Elsewhere(names))
    }

    fn follow(
        &self,
        names: &[String],
        module: ModuleId,
        namespace: Namespace,
        visited: &mut Visited,
    ) -> Option<Target> {
        let (first, rest) = names.split_first()?;
        let mut current = match first.as_str() {
            "crate" => Target::Module(self.root(module)),
            "self" => Target::Module(self.around(module)),
            "super" => Target::Module(self.above(module)?),
            name if rest.is_empty() => return self.visible(name, module, namespace, visited),
            name => self.visible(name, module, Namespace::Type, visited)?,
        };
        for (at, name) in rest.iter().enumerate() {
            let namespace = if at + 1 == rest.len() { namespace } else { Namespace::Type };
            current = match current {
                Target::Module(inner) if name == "super" => Target::Module(self.above(inner)?),
                Target::Module(inner) => self.member(name, inner, namespace, visited)?,
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
    fn visible(
        &self,
        name: &str,
        module: ModuleId,
        namespace: Namespace,
        visited: &mut Visited,
    ) -> Option<Target> {
        let mut scope = module;
        loop {
            if let Some(found) = self.member(name, scope, namespace, visited) {
                return Some(found);
            }
            let around = &self.modules[scope];
            match around.parent {
                Some(parent) if around.is_block => scope = parent,
                _ => break,
            }
        }
        if let Some(root) = self.roots.get(name) {
            return Some(Target::Module(*root));
        }
        let is_crate = self.crates.iter().any(|known| known == name)
            || ["std", "core", "alloc"].contains(&name);
        is_crate.then(|| Target::Elsewhere(vec![name.to_owned()]))
    }

    fn member(
        &self,
        name: &str,
        module: ModuleId,
        namespace: Namespace,
        visited: &mut Visited,
    ) -> Option<Target> {
        let key = (module, namespace, name.to_owned());
        if let Some(known) = visited.done.get(&key) {
            return known.clone();
        }
        if !visited.active.insert(key.clone()) {
            return None;
        }
        let found = self
            .own(name, module, namespace)
            .or_else(|| self.imported(name, module, namespace, visited))
            .or_else(|| self.globbed(name, module, namespace, visited));
        visited.active.remove(&key);
        visited.done.insert(key, found.clone());
        found
    }

    fn own(&self, name: &str, module: ModuleId, namespace: Namespace) -> Option<Target> {
        let all = self.modules[module].names.get(&(namespace, name.to_owned()))?;
        let inner = all.iter().find_map(|id| match self.definitions[*id].kind {
            DefinitionKind::Module(inner) => Some(inner),
            _ => None,
        });
        Some(inner.map_or_else(|| Target::Here(all.clone()), Target::Module))
    }

    fn imported(
        &self,
        name: &str,
        module: ModuleId,
        namespace: Namespace,
        visited: &mut Visited,
    ) -> Option<Target> {
        let named = |import: &&super::modules::Import| import.name.as_deref() == Some(name);
        let mut outside = None;
        for import in self.modules[module].imports.iter().filter(named) {
            let found = match import.is_global {
                true => None,
                false => self.follow(&import.path, module, namespace, visited),
            };
            // In the edition of 2015 the path begins at the root.
            let found =
                found.or_else(|| self.follow(&import.path, self.root(module), namespace, visited));
            match found {
                Some(Target::Elsewhere(path)) => outside = Some(Target::Elsewhere(path)),
                Some(found) => return Some(found),
                None => outside = outside.or(Some(Target::Elsewhere(import.path.clone()))),
            }
        }
        outside
    }

    fn globbed(
        &self,
        name: &str,
        module: ModuleId,
        namespace: Namespace,
        visited: &mut Visited,
    ) -> Option<Target> {
        let globs = self.modules[module].imports.iter().filter(|import| import.name.is_none());
        for glob in globs {
            let found = self.follow(&glob.path, module, Namespace::Type, visited);
            if let Some(Target::Module(inner)) = found
                && let Some(found) = self.member(name, inner, namespace, visited)
            {
                return Some(found);
            }
        }
        None
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
