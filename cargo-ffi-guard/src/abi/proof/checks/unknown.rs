//! The checks of types without a description: the library knows their size and alignment.

use super::Found;
use crate::abi::model::{Abi, Definition, Type};
use crate::abi::proof::c_types::CType;
use std::collections::BTreeMap;

/// The size and alignment of each type, by its text in the library.
type Unknown<'a> = BTreeMap<&'a str, Option<(u64, u64)>>;

impl Found<'_> {
    pub(super) fn unknown_types(&mut self) {
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

fn unknown(abi: &Abi) -> Unknown<'_> {
    let functions = abi.functions.values();
    let of_functions =
        functions.flat_map(|it| it.parameters.iter().map(|it| &it.ty).chain([&it.returns]));
    let of_statics = abi.statics.values().map(|it| &it.ty);
    let of_fields = abi.types.values().flat_map(|definition| match definition {
        Definition::Struct { fields, .. } => fields.as_slice(),
        _ => &[],
    });
    let mut unknown = Unknown::new();
    let types = of_functions.chain(of_statics).chain(of_fields.map(|field| &field.ty));
    types.for_each(|ty| collect(ty, &mut unknown));
    unknown
}

fn collect<'t>(ty: &'t Type, unknown: &mut Unknown<'t>) {
    match ty {
        Type::Unknown { text, size, align } => {
            unknown.insert(text, size.zip(*align));
        }
        Type::Pointer { to: inner, .. } | Type::Array { of: inner, .. } => collect(inner, unknown),
        Type::Function { parameters, returns, .. } => {
            parameters.iter().for_each(|ty| collect(ty, unknown));
            collect(returns, unknown);
        }
        _ => {}
    }
}
