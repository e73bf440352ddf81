//! The checks of structs, enums and handles.

use super::Found;
use crate::abi::model::{Definition, Field, Type, Variant};
use crate::abi::proof::c_types::{Body, CType, Declared, Place};
use crate::abi::proof::members::{constants, fields};

impl<'a> Found<'a> {
    pub(super) fn definition(&mut self, name: &str, definition: &'a Definition) {
        let declared = self.writer.declared;
        let Some(ty) = self.writer.names.of(name) else {
            return self.unmatched(name, definition);
        };
        let (place, in_c) = (self.place_of(ty), declared.spell(ty, ""));
        let body = declared.bodies.get(declared.resolve(ty));
        match definition {
            Definition::Struct { size, align, transparent, fields, .. } => {
                match body {
                    Some(body) => self.fields(&in_c, body, fields),
                    None if matches!(declared.resolve(ty), CType::Tag { .. }) => {
                        let count = fields.len();
                        let what = format!(
                            "`{in_c}` has no fields, and `{name}` of the library has {count}"
                        );
                        return self.error(place, what);
                    }
                    None => {}
                }
                if *transparent {
                    self.transparent(&place, name, ty, fields);
                }
                self.size(&place, &in_c, *size, *align);
            }
            Definition::Enum { size, repr, variants, .. } => {
                self.enumeration(&place, ty, *size, repr);
                self.constants(name, &place, variants);
            }
            Definition::Handle { .. } if body.is_some() => {
                let what = format!("`{in_c}` has fields, and `{name}` of the library is opaque");
                self.error(place, what);
            }
            Definition::Handle { .. } => {}
        }
    }

    fn unmatched(&mut self, name: &str, definition: &Definition) {
        if !matches!(definition, Definition::Handle { .. }) {
            let what = format!(
                "no type of the header was matched with `{name}`: its layout is not checked"
            );
            self.note(self.header(), what);
        }
    }

    fn fields(&mut self, in_c: &str, body: &'a Body, of_library: &'a [Field]) {
        let found = fields(of_library, body);
        for declared in found.superfluous {
            let what = format!("`{in_c}.{}` is no field in the library", declared.name);
            self.error(declared.place.clone(), what);
        }
        for (field, declared) in found.matched {
            let Some(declared) = declared else {
                let what = format!(
                    "`{in_c}` has no field `{}`, which the library has at offset {}",
                    field.name, field.offset
                );
                self.error(body.place.clone(), what);
                continue;
            };
            let (place, subject) = (&declared.place, format!("{in_c}.{}", declared.name));
            let offset = format!("__builtin_offsetof({in_c}, {})", declared.name);
            let offset_of = format!("the offset of `{subject}`");
            self.number(place, &offset, offset_of, &field.offset.to_string());
            let address = format!("&(({in_c} *)0)->{}", declared.name);
            self.object(declared, &address, &subject, &field.ty, declared.is_const);
        }
    }

    /// Checks a struct that is passed as its field.
    fn transparent(&mut self, place: &Place, name: &str, ty: &CType, fields: &'a [Field]) {
        let [field] = fields else {
            let what = format!("`{name}` has fields without a size: what C passes is not checked");
            return self.note(place.clone(), what);
        };
        let declared = self.writer.declared;
        let in_c = declared.spell(ty, "");
        // Some targets pass a struct with one of these in another place.
        let is_scalar =
            !matches!(field.ty, Type::Named { .. } | Type::Unknown { .. } | Type::Array { .. });
        let library = declared.spell(&self.writer.ty(&field.ty, Some(ty)), "");
        if matches!(declared.resolve(ty), CType::Tag { .. }) && is_scalar {
            let what =
                format!("`{in_c}` is a struct, and the library passes `{name}` as `{library}`");
            return self.error(place.clone(), what);
        }
        let resolved = declared.resolve(ty);
        if !matches!(resolved, CType::Tag { .. }) {
            let text = declared.spell(resolved, "");
            let place = place.clone();
            let (ty, name) = (ty.clone(), in_c.clone());
            let object = Declared { ty, place, text, name, is_const: false, is_own: true };
            self.object(&object, &format!("({in_c} *)0"), &in_c, &field.ty, false);
        }
    }

    pub(super) fn size(&mut self, place: &Place, in_c: &str, size: u64, align: u64) {
        for (operator, what, number) in [("sizeof", "size", size), ("_Alignof", "alignment", align)]
        {
            let subject = format!("the {what} of `{in_c}`");
            self.number(place, &format!("{operator}({in_c})"), subject, &number.to_string());
        }
    }

    /// Checks the integer that represents an enum.
    fn enumeration(&mut self, place: &Place, ty: &CType, size: u64, repr: &Type) {
        let declared = self.writer.declared;
        let in_c = declared.spell(ty, "");
        let size_of = format!("the size of `{in_c}`");
        self.number(place, &format!("sizeof({in_c})"), size_of, &size.to_string());
        // The compiler chooses the sign of an `enum`.
        if let (CType::Words(_), Type::Integer { signed, .. }) = (declared.resolve(ty), repr) {
            let signed = if *signed { "1" } else { "0" };
            let subject = format!("whether `{in_c}` has a sign");
            self.number(place, &format!("({in_c})-1 < 1"), subject, signed);
        }
    }

    fn constants(&mut self, name: &str, place: &Place, variants: &'a [Variant]) {
        let Some(found) = constants(name, variants, self.writer.names.groups(name)) else {
            let what = format!(
                "no constants of the header were matched with those of `{name}`: their values are not checked"
            );
            return self.note(place.clone(), what);
        };
        for (variant, constant) in variants.iter().zip(found.matched) {
            let value = variant.value.to_string();
            match constant {
                Some((constant, place)) => {
                    self.number(place, constant, format!("`{constant}`"), &value);
                }
                None => {
                    let variant = &variant.name;
                    let what =
                        format!("there is no constant for `{name}::{variant}`, which is {value}");
                    self.error(place.clone(), what);
                }
            }
        }
        for (constant, place) in found.superfluous {
            let what = format!("`{constant}` is no value of `{name}` in the library");
            self.error(place.clone(), what);
        }
    }

    pub(super) fn place_of(&self, ty: &CType) -> Place {
        let declared = self.writer.declared;
        let body = declared.bodies.get(declared.resolve(ty)).map(|body| &body.place);
        let typedef = match ty {
            CType::Name(name) => declared.typedefs.get(name).map(|(_, place)| place),
            _ => None,
        };
        body.or(typedef).cloned().unwrap_or_else(|| self.header())
    }
}
