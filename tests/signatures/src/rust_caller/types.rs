//! Types and values of the Rust caller, which can hold any bits.

use crate::types::{Number, Ty, Types};
use crate::value::Value;
use std::fmt::Write;

/// Returns a type with the same layout but without invalid bit patterns.
pub(super) fn raw(types: &Types, ty: &Ty) -> String {
    match ty {
        Ty::Number(number, _) => primitive(*number),
        Ty::NonZero { number, optional: false } => primitive(*number),
        Ty::NonZero { number, .. } => format!("Option<std::num::NonZero<{}>>", primitive(*number)),
        Ty::Bool => "u8".to_owned(),
        Ty::Char => primitive(Number::U32),
        Ty::Enum(index) => primitive(types.enums[*index].number()),
        Ty::Struct(index) => format!("R{index}"),
        Ty::Array(element, len) => format!("[{}; {len}]", raw(types, element)),
        Ty::Address => "*const u8".to_owned(),
        Ty::Function { optional: true } => "Option<extern \"C\" fn(u32) -> u32>".to_owned(),
        Ty::Function { optional: false } => "Bare".to_owned(),
    }
}

/// Returns the full path of the type, which the library cannot shadow.
fn primitive(number: Number) -> String {
    format!("core::primitive::{}", number.rust())
}

/// Writes the structs and their implementations of `Fold`.
pub(super) fn structures(text: &mut String, types: &Types) {
    for (index, structure) in types.structs.iter().enumerate() {
        let _ = writeln!(text, "#[repr(C)]\n#[derive(Clone, Copy)]\nstruct R{index} {{");
        let mut folds = String::new();
        for (field, ty) in structure.fields.iter().enumerate() {
            let _ = writeln!(text, "    f{field}: {},", raw(types, ty));
            let _ = write!(folds, " digest.fold(&self.f{field});");
        }
        let _ = writeln!(
            text,
            "}}\nimpl Fold for R{index} {{ fn fold(&self, digest: &mut Digest) {{{folds} }} }}"
        );
    }
}

/// Returns an expression of the raw type.
pub(super) fn value(types: &Types, ty: &Ty, value: &Value) -> String {
    match (ty, value) {
        (Ty::Struct(index), Value::Parts(parts)) => {
            let fields = types.structs[*index].fields.iter();
            let parts = fields.zip(parts).enumerate();
            let parts: Vec<_> = parts
                .map(|(field, (ty, part))| format!("f{field}: {}", self::value(types, ty, part)))
                .collect();
            format!("R{index} {{ {} }}", parts.join(", "))
        }
        (Ty::Array(element, _), Value::Parts(parts)) => {
            let parts: Vec<_> =
                parts.iter().map(|part| self::value(types, element, part)).collect();
            format!("[{}]", parts.join(", "))
        }
        (leaf, Value::Leaf(word)) => self::leaf(types, leaf, *word),
        (ty, value) => unreachable!("{value:?} for {ty:?}"),
    }
}

fn leaf(types: &Types, ty: &Ty, word: u64) -> String {
    let integer = |number| format!("({word:#x}_u64 as {})", primitive(number));
    match ty {
        Ty::Number(Number::F32, _) => format!("f32::from_bits({word:#x})"),
        Ty::Number(Number::F64, _) => format!("f64::from_bits({word:#x})"),
        Ty::Number(number, _) => integer(*number),
        Ty::NonZero { number, optional: false } => integer(*number),
        Ty::NonZero { number, .. } => format!("std::num::NonZero::new({})", integer(*number)),
        Ty::Bool => integer(Number::U8),
        Ty::Char => integer(Number::U32),
        Ty::Enum(index) => integer(types.enums[*index].number()),
        Ty::Address => format!("std::ptr::without_provenance({word:#x})"),
        Ty::Function { optional: true } if word == 0 => "None".to_owned(),
        Ty::Function { optional: true } => "Some(same)".to_owned(),
        Ty::Function { optional: false } if word == 0 => "Bare(None)".to_owned(),
        Ty::Function { optional: false } => "Bare(Some(same))".to_owned(),
        Ty::Struct(_) | Ty::Array(..) => unreachable!("not a leaf"),
    }
}
