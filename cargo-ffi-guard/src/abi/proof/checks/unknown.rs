//! Reports the parts of the library that cannot be checked: types without a description, except for their size and
//! alignment, and calling conventions without an attribute in C.

use super::Found;
use crate::abi::model::{Abi, Definition, Type};
use crate::abi::proof::c_types::CType;
use crate::abi::proof::conventions::attribute;
use std::collections::{BTreeMap, BTreeSet};

/// The size and alignment of each type, by its text in the library.
type Unknown<'a> = BTreeMap<&'a str, Option<(u64, u64)>>;

impl Found<'_> {
    pub(super) fn unknown_types(&mut self) {
        for abi in conventions(self.writer.abi) {
            if attribute(abi, self.writer.processor).is_none() {
                let what = format!("the calling convention `{abi}` of the library is not checked");
                self.note(self.header(), what);
            }
        }
        for (text, layout) in unknown(self.writer.abi) {
            let Some((size, align)) = layout else {
                let what = format!("`{text}` is not known in the library: it is not checked");
                self.note(self.header(), what);
                continue;
            };
            if let Some(ty) = self.writer.names.of(text).filter(|ty| self.is_complete(ty)) {
                let (place, in_c) = (self.place_of(ty), self.writer.declared.spell(ty, ""));
                self.size(&place, &in_c, size, align);
            }
            let what = format!(
                "`{text}` has no description in the library: only its size and alignment are checked"
            );
            self.note(self.header(), what);
        }
    }

    fn is_complete(&self, ty: &CType) -> bool {
        match self.writer.declared.resolve(ty) {
            tag @ CType::Tag { keyword, .. } => {
                keyword == "enum" || self.writer.declared.bodies.contains_key(tag)
            }
            _ => true,
        }
    }
}

/// Returns every type that a function, a static or a field has.
fn types(abi: &Abi) -> impl Iterator<Item = &Type> {
    let functions = abi.functions.values();
    let of_functions =
        functions.flat_map(|it| it.parameters.iter().map(|it| &it.ty).chain([&it.returns]));
    let of_statics = abi.statics.values().map(|it| &it.ty);
    let of_fields = abi.types.values().flat_map(|definition| match definition {
        Definition::Struct { fields, .. } => fields.as_slice(),
        _ => &[],
    });
    of_functions.chain(of_statics).chain(of_fields.map(|field| &field.ty))
}

fn unknown(abi: &Abi) -> Unknown<'_> {
    let mut unknown = Unknown::new();
    for ty in types(abi) {
        each(ty, &mut |ty| {
            if let Type::Unknown { text, size, align } = ty {
                unknown.insert(text, size.zip(*align));
            }
        });
    }
    unknown
}

/// Returns the calling conventions of functions and function pointers.
fn conventions(abi: &Abi) -> BTreeSet<&str> {
    let mut found: BTreeSet<&str> = abi.functions.values().map(|it| it.abi.as_str()).collect();
    for ty in types(abi) {
        each(ty, &mut |ty| {
            if let Type::Function { abi, .. } = ty {
                found.insert(abi);
            }
        });
    }
    found
}

/// Calls a function with a type and those in it.
fn each<'t>(ty: &'t Type, visit: &mut impl FnMut(&'t Type)) {
    visit(ty);
    match ty {
        Type::Pointer { to: inner, .. } | Type::Array { of: inner, .. } => each(inner, visit),
        Type::Function { parameters, returns, .. } => {
            parameters.iter().for_each(|ty| each(ty, visit));
            each(returns, visit);
        }
        _ => {}
    }
}
