//! The types that an exported function or static leads to, directly or through other types. No other type is in the ABI.

use super::model::{Abi, Definition, Type};
use std::collections::{BTreeMap, BTreeSet};

/// Removes the other types from an ABI, and notes the types that have no description.
pub(super) fn retain(abi: &mut Abi) {
    let mut reached =
        Reached { types: &abi.types, names: BTreeSet::new(), unknown: BTreeSet::new() };
    for function in abi.functions.values() {
        function.parameters.iter().for_each(|parameter| reached.add(&parameter.ty));
        reached.add(&function.returns);
    }
    abi.statics.values().for_each(|variable| reached.add(&variable.ty));
    let Reached { names, unknown, .. } = reached;
    abi.unknown = unknown.into_iter().collect();
    abi.types.retain(|name, _| names.contains(name));
}

struct Reached<'a> {
    types: &'a BTreeMap<String, Definition>,
    names: BTreeSet<String>,
    unknown: BTreeSet<String>,
}

impl Reached<'_> {
    fn add(&mut self, ty: &Type) {
        match ty {
            Type::Void | Type::Never | Type::Bool | Type::Integer { .. } | Type::Float { .. } => {}
            Type::Pointer { to: inner, .. } | Type::Array { of: inner, .. } => self.add(inner),
            Type::Function { parameters, returns, .. } => {
                parameters.iter().for_each(|ty| self.add(ty));
                self.add(returns);
            }
            Type::Named { name } => self.add_named(name),
            Type::Unknown { text, size: Some(size), align: Some(align) } => {
                self.unknown.insert(format!(
                    "the type `{text}` ({size} bytes, alignment {align}) has no description: \
                     `#[derive(ffi_guard::FfiType)]` adds one to a type of your own"
                ));
            }
            Type::Unknown { text, .. } => {
                self.unknown.insert(format!(
                    "the type `{text}` is not known: an item of the attribute cannot name it; write the name of a type \
                     instead of `Self`, and an alias for a type with `for<..>`"
                ));
            }
        }
    }

    fn add_named(&mut self, name: &str) {
        if !self.names.insert(name.to_owned()) {
            return;
        }
        match self.types.get(name) {
            Some(Definition::Struct { fields, .. }) => {
                fields.iter().for_each(|field| self.add(&field.ty));
            }
            Some(Definition::Enum { repr, .. }) => self.add(repr),
            Some(Definition::Handle { .. }) => {}
            None => {
                self.unknown.insert(format!(
                    "the type `{name}` is used behind a pointer only, and its artifact has no definition of it"
                ));
            }
        }
    }
}
