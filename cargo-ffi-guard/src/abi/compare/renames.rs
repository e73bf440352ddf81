//! Finds the types that were renamed only.

use super::Comparison;
use super::change::{Change, Class};
use super::types::Types;
use crate::abi::lock::{Entry, Enum, Signature, Struct, Typed, Variable};
use crate::abi::model::Type;

/// An old name and a new one.
type Pair = (String, String);

impl Comparison<'_> {
    /// Adds the types that have another name and the same definition, until no more are found: a definition contains the
    /// names of other types, and its own.
    pub(super) fn renamed(&mut self) {
        while self.rename_some() || self.rename_together() {}
    }

    /// Adds types that have the same definition but for themselves and for types that are known to be renamed.
    fn rename_some(&mut self) -> bool {
        let found = self.candidates(|comparison, was, is| {
            let pair = [(was.to_owned(), is.to_owned())];
            comparison.is_same_definition(&comparison.types.with(pair), &Types::default(), was, is)
        });
        self.rename(found)
    }

    /// Adds types that name each other: the definitions must be the same if all of them are renamed.
    fn rename_together(&mut self) -> bool {
        let (removed, added) = self.unmatched();
        let blank = |name: String| (name, String::new());
        let was_blank = self.types.with(removed.into_iter().map(blank));
        let is_blank = Types::default().with(added.into_iter().map(blank));
        let mut found = self.candidates(|comparison, was, is| {
            comparison.is_same_definition(&was_blank, &is_blank, was, is)
        });
        loop {
            let types = self.types.with(found.iter().cloned());
            let count = found.len();
            found.retain(|(was, is)| self.is_same_definition(&types, &Types::default(), was, is));
            if found.len() == count {
                return self.rename(found);
            }
        }
    }

    /// Returns the types that only the old lock has, and those that only the new one has, without those known to be renamed.
    fn unmatched(&self) -> (Vec<String>, Vec<String>) {
        let (were, are) = (self.old.kinds(), self.new.kinds());
        let is_known = |name: &String| self.types.renamed.values().any(|known| known == name);
        let removed = were.keys().filter(|it| !are.contains_key(*it) && self.types.is_kept(it));
        let added = are.keys().filter(|it| !were.contains_key(*it) && !is_known(it));
        (removed.cloned().collect(), added.cloned().collect())
    }

    /// Returns the pairs of types that are alike, if each is like no other type.
    fn candidates(&self, is_alike: impl Fn(&Self, &str, &str) -> bool) -> Vec<Pair> {
        let (removed, added) = self.unmatched();
        let mut found: Vec<Pair> = Vec::new();
        for was in &removed {
            let mut same = added.iter().filter(|is| is_alike(self, was, is));
            if let (Some(is), None) = (same.next(), same.next()) {
                found.push((was.clone(), is.clone()));
            }
        }
        let targets: Vec<String> = found.iter().map(|(_, is)| is.clone()).collect();
        found.retain(|(_, is)| targets.iter().filter(|it| *it == is).count() == 1);
        found
    }

    /// Adds the changes for renamed types. Returns whether there are any.
    fn rename(&mut self, found: Vec<Pair>) -> bool {
        for (was, is) in &found {
            // The name of a generic type changes with the one of its argument.
            if self.types.name(was) != *is {
                let what = format!("type {was}");
                let change = Change::between(Class::SourceBreaking, what, was, is, "renamed");
                self.add_use(was, change);
            }
        }
        let is_any = !found.is_empty();
        self.types.renamed.extend(found);
        is_any
    }

    /// Returns whether two types have the same definition with the names that the maps give to the types in it.
    fn is_same_definition(
        &self,
        old_names: &Types,
        new_names: &Types,
        was: &str,
        is: &str,
    ) -> bool {
        let (old, new) = (self.old, self.new);
        self.models.iter().all(|it| old.layout(*it, was) == new.layout(*it, is))
            && old.structs.get(was).map(|it| old_names.structure(it))
                == new.structs.get(is).map(|it| new_names.structure(it))
            && old.enums.get(was).map(|it| old_names.enumeration(it))
                == new.enums.get(is).map(|it| new_names.enumeration(it))
            && old.handles.get(was) == new.handles.get(is)
    }
}

/// Parts of the old lock with the new names of types.
impl Types {
    /// Returns the new names with more of them.
    fn with(&self, more: impl IntoIterator<Item = Pair>) -> Self {
        let known = self.renamed.iter().map(|(was, is)| (was.clone(), is.clone()));
        Self { renamed: known.chain(more).collect(), ..Self::default() }
    }

    fn is_kept(&self, name: &str) -> bool {
        !self.renamed.contains_key(name)
    }

    /// Returns the new name of a type that was renamed, and any other name as it is.
    pub(super) fn renamed<'n>(&'n self, name: &'n str) -> &'n str {
        self.renamed.get(name).map_or(name, String::as_str)
    }

    /// Returns a name with the new names of the types in it, such as arguments of a generic type.
    fn name(&self, name: &str) -> String {
        if let Some(is) = self.renamed.get(name) {
            return is.clone();
        }
        let mut text = String::new();
        let mut rest = name;
        while let Some(next) = rest.chars().next() {
            let is_start = !text.ends_with(is_part_of_name);
            let longest = self.renamed.iter().filter(|(was, _)| {
                rest.strip_prefix(was.as_str())
                    .is_some_and(|after| !after.starts_with(is_part_of_name))
            });
            match longest.max_by_key(|(was, _)| was.len()).filter(|_| is_start) {
                Some((was, is)) => {
                    text.push_str(is);
                    rest = &rest[was.len()..];
                }
                None => {
                    text.push(next);
                    rest = &rest[next.len_utf8()..];
                }
            }
        }
        text
    }

    fn ty(&self, ty: &Type) -> Type {
        match ty {
            Type::Named { name } => Type::Named { name: self.name(name) },
            Type::Pointer { mutable, nullable, to } => {
                let to = Box::new(self.ty(to));
                Type::Pointer { mutable: *mutable, nullable: *nullable, to }
            }
            Type::Array { length, of } => {
                Type::Array { length: *length, of: Box::new(self.ty(of)) }
            }
            Type::Function { abi, nullable, parameters, returns } => Type::Function {
                abi: abi.clone(),
                nullable: *nullable,
                parameters: parameters.iter().map(|it| self.ty(it)).collect(),
                returns: Box::new(self.ty(returns)),
            },
            other => other.clone(),
        }
    }

    fn with_role(&self, typed: &Typed) -> Typed {
        Typed { ty: self.ty(&typed.ty), role: typed.role }
    }

    fn entries(&self, entries: &[Entry]) -> Vec<Entry> {
        let entry = |it: &Entry| Entry { name: it.name.clone(), is: self.with_role(&it.is) };
        entries.iter().map(entry).collect()
    }

    pub(super) fn signature(&self, of: &Signature) -> Signature {
        let (parameters, returns) = (self.entries(&of.parameters), self.with_role(&of.returns));
        Signature { parameters, returns, ..of.clone() }
    }

    pub(super) fn variable(&self, of: &Variable) -> Variable {
        Variable { ty: self.with_role(&of.ty), ..of.clone() }
    }

    pub(super) fn structure(&self, of: &Struct) -> Struct {
        Struct { fields: self.entries(&of.fields), ..of.clone() }
    }

    pub(super) fn enumeration(&self, of: &Enum) -> Enum {
        Enum { repr: self.with_role(&of.repr), ..of.clone() }
    }
}

fn is_part_of_name(of: char) -> bool {
    of.is_alphanumeric() || of == '_' || of == ':'
}
