//! Whether a type has something to drop, as far as the sources of the crate tell.

use super::file_findings::TypeFact;
use super::type_names::{is_plain, named_types};
use super::walk::Walk;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use syn::ext::IdentExt;
use syn::{Attribute, Fields, Generics, Ident, Item, Type};

/// The facts about the types of a crate, by name.
#[derive(Default)]
pub(super) struct DropTypes(BTreeMap<String, Vec<TypeFact>>);

impl DropTypes {
    pub(super) fn add(&mut self, facts: Vec<(String, TypeFact)>) {
        for (name, fact) in facts {
            self.0.entry(name).or_default().push(fact);
        }
    }

    /// Whether no value of these types has something to drop.
    pub(super) fn are_plain(&self, types: &BTreeSet<String>) -> bool {
        let mut known: HashSet<&str> = HashSet::new();
        let mut waiting: Vec<&str> = types.iter().map(String::as_str).collect();
        while let Some(name) = waiting.pop() {
            if !known.insert(name) {
                continue;
            }
            let Some(facts) = self.0.get(name) else {
                if is_plain(name) {
                    continue;
                }
                return false;
            };
            let has = |wanted: fn(&TypeFact) -> bool| facts.iter().any(wanted);
            if has(|fact| matches!(fact, TypeFact::Drops)) {
                return false;
            }
            if has(|fact| matches!(fact, TypeFact::Copy)) {
                continue;
            }
            for fact in facts {
                if let TypeFact::Parts(parts) = fact {
                    waiting.extend(parts.iter().map(String::as_str));
                }
            }
        }
        true
    }
}

impl Walk<'_, '_> {
    /// Collects the facts about types that an item states.
    pub(super) fn type_facts(&mut self, item: &Item) {
        let fact = match item {
            Item::Struct(it) => {
                declared(&it.ident, &it.attrs, &it.generics, [&it.fields].into_iter())
            }
            Item::Enum(it) => {
                let fields = it.variants.iter().map(|variant| &variant.fields);
                declared(&it.ident, &it.attrs, &it.generics, fields)
            }
            Item::Union(it) => (it.ident.unraw().to_string(), TypeFact::Parts(BTreeSet::new())),
            Item::Type(it) => {
                let parts = without_parameters(named_types(&it.ty), &it.generics);
                (it.ident.unraw().to_string(), TypeFact::Parts(parts))
            }
            Item::Impl(it) => {
                let Some((path, _)) = &it.trait_ else { return };
                let fact = match path.segments.last().map(|last| last.ident.to_string()).as_deref()
                {
                    Some("Drop") => TypeFact::Drops,
                    Some("Copy") => TypeFact::Copy,
                    _ => return,
                };
                let mut ty = &*it.self_ty;
                while let Type::Group(group) = ty {
                    ty = &group.elem;
                }
                let Type::Path(ty) = ty else { return };
                let Some(last) = ty.path.segments.last() else { return };
                (last.ident.unraw().to_string(), fact)
            }
            _ => return,
        };
        self.found.types.push(fact);
    }
}

fn declared<'f>(
    name: &Ident,
    attributes: &[Attribute],
    generics: &Generics,
    fields: impl Iterator<Item = &'f Fields>,
) -> (String, TypeFact) {
    let is_copy = attributes.iter().any(derives_copy);
    let parts = fields.flatten().flat_map(|field| named_types(&field.ty)).collect();
    let fact = match is_copy {
        true => TypeFact::Copy,
        false => TypeFact::Parts(without_parameters(parts, generics)),
    };
    (name.unraw().to_string(), fact)
}

fn derives_copy(attribute: &Attribute) -> bool {
    let mut is_copy = false;
    if attribute.path().is_ident("derive") {
        let _ = attribute.parse_nested_meta(|meta| {
            is_copy |= meta.path.segments.last().is_some_and(|last| last.ident == "Copy");
            Ok(())
        });
    }
    is_copy
}

/// The types without the parameters of the declaration, whose arguments are judged where the type is used.
fn without_parameters(mut types: BTreeSet<String>, generics: &Generics) -> BTreeSet<String> {
    for parameter in generics.type_params() {
        types.remove(&parameter.ident.unraw().to_string());
    }
    types
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_plain_type(ty: &str) -> bool {
        let facts = DropTypes::default();
        facts.are_plain(&named_types(&syn::parse_str(ty).expect("a type")))
    }

    #[test]
    fn types_without_a_destructor_are_known() {
        for ty in [
            "u8",
            "*mut T",
            "&Vec<u8>",
            "Option<&T>",
            "[f64; 3]",
            "(u8, *const T)",
            "!",
            "extern \"C\" fn(Box<T>)",
            "Option<unsafe extern \"C\" fn()>",
            "libc::size_t",
            "c_int",
            "std::ptr::NonNull<Vec<u8>>",
            "NonZeroU8",
            "jint",
            "DWORD",
            "ManuallyDrop<Box<T>>",
        ] {
            assert!(is_plain_type(ty), "{ty}");
        }
        for ty in [
            "Box<u8>",
            "Option<Box<T>>",
            "Vec<u8>",
            "T",
            "impl Fn()",
            "(u8, String)",
            "Unknown",
            "<T as Trait>::Out",
            "[Arc<T>; 2]",
            "Self",
        ] {
            assert!(!is_plain_type(ty), "{ty}");
        }
    }
}
