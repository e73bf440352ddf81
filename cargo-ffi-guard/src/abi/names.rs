//! The short names of types: without their modules, unless two types share a name.

use super::description::{Argument, Named, Type};
use std::collections::{BTreeMap, BTreeSet};

/// The name of each type.
#[derive(Default)]
pub(super) struct Names {
    /// By the last part of the path: the paths and places of all types that share it.
    shared: BTreeMap<String, BTreeSet<Key>>,
}

/// The differences between two types of one name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    path: String,
    version: String,
    line: u32,
    column: u32,
}

impl Key {
    fn of(named: &Named) -> Self {
        let (path, version) = (named.name.clone(), named.version.clone());
        Self { path, version, line: named.line, column: named.column }
    }
}

impl Names {
    /// Takes notice of the names in a type.
    pub(super) fn add(&mut self, ty: &Type) {
        match ty {
            Type::Named(named) => {
                let last = last(&named.name).to_owned();
                self.shared.entry(last).or_default().insert(Key::of(named));
                for argument in named.arguments.iter().flatten() {
                    if let Argument::Type(ty) = argument {
                        self.add(ty);
                    }
                }
            }
            Type::Pointer { to: inner, .. }
            | Type::Array { of: inner, .. }
            | Type::Written { is: inner, .. } => self.add(inner),
            Type::Function { parameters, returns, .. } => {
                parameters.iter().flatten().for_each(|ty| self.add(ty));
                self.add(returns);
            }
            _ => {}
        }
    }

    /// The name of a type without its arguments.
    pub(super) fn of(&self, named: &Named) -> String {
        let (short, key) = (last(&named.name), Key::of(named));
        let Some(shared) = self.shared.get(short).filter(|shared| shared.len() > 1) else {
            return short.to_owned();
        };
        let same = |differs: fn(&Key, &Key) -> bool| !shared.iter().any(|it| differs(it, &key));
        if same(|it, key| it != key && it.path == key.path) {
            return named.name.clone();
        }
        if same(|it, key| it != key && it.path == key.path && it.version == key.version) {
            return versioned(named);
        }
        // Of two types in one module, the earlier one in the source is the first.
        let place = shared.iter().filter(|it| it.path == key.path && it.version == key.version);
        let earlier = place.take_while(|it| **it != key).count();
        format!("{}__{}", versioned(named), earlier + 1)
    }
}

/// A path with the version of its crate, as a path of Rust.
fn versioned(named: &Named) -> String {
    let version = named.version.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
    format!("{}__v{version}", named.name)
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
