//! Types and values in C. Enums and flags are declared as numbers, so that any bits can be passed.

use crate::types::{Number, Ty, Types};
use crate::value::Value;
use std::fmt::Write;

/// Returns the declaration of a variable of this name.
pub(super) fn declare(types: &Types, ty: &Ty, name: &str) -> String {
    match ty {
        Ty::Number(number, _) => format!("{} {name}", number.c()),
        Ty::NonZero { number, .. } => format!("{} {name}", number.c()),
        Ty::Bool => format!("uint8_t {name}"),
        Ty::Char => format!("uint32_t {name}"),
        Ty::Enum(index) => format!("{} {name}", types.enums[*index].number().c()),
        Ty::Struct(index) => format!("S{index} {name}"),
        Ty::Array(element, len) => declare(types, element, &format!("{name}[{len}]")),
        Ty::Address => format!("const uint8_t *{name}"),
        Ty::Function { .. } => format!("fz_function {name}"),
    }
}

/// Writes the structs and the functions that fold and create them.
pub(super) fn structures(text: &mut String, types: &Types) {
    for (index, structure) in types.structs.iter().enumerate() {
        let _ = writeln!(text, "typedef struct S{index} {{");
        for (field, ty) in structure.fields.iter().enumerate() {
            let _ = writeln!(text, "    {};", declare(types, ty, &format!("f{field}")));
        }
        let _ = writeln!(
            text,
            "}} S{index};\nstatic void fold_S{index}(uint64_t *d, const S{index} *v) {{"
        );
        for (field, ty) in structure.fields.iter().enumerate() {
            let _ = writeln!(text, "    {}", fold(types, ty, &format!("v->f{field}"), 0));
        }
        text.push_str("}\n");
        let ty = Ty::Struct(index);
        if types.is_trivial(&ty) && !types.has_functions(&ty) {
            let _ =
                writeln!(text, "static S{index} make_S{index}(uint64_t *s) {{\n    S{index} v;");
            for (field, ty) in structure.fields.iter().enumerate() {
                let _ = writeln!(text, "    {}", make(ty, &format!("v.f{field}"), 0));
            }
            text.push_str("    return v;\n}\n");
        }
    }
}

/// Returns a statement that adds a value to the digest `d`.
pub(super) fn fold(types: &Types, ty: &Ty, value: &str, depth: usize) -> String {
    match ty {
        Ty::Number(Number::F32, _) => format!("word(d, float_bits({value}));"),
        Ty::Number(Number::F64, _) => format!("word(d, double_bits({value}));"),
        Ty::Number(number, _) => integer(*number, value),
        Ty::Bool | Ty::Char => format!("word(d, {value});"),
        Ty::Enum(index) => integer(types.enums[*index].number(), value),
        Ty::Struct(index) => format!("fold_S{index}(d, &{value});"),
        Ty::Array(element, len) => {
            let inner = fold(types, element, &format!("{value}[i{depth}]"), depth + 1);
            format!("for (size_t i{depth} = 0; i{depth} < {len}; i{depth}++) {{ {inner} }}")
        }
        Ty::NonZero { number, optional: false } => integer(*number, value),
        Ty::NonZero { number, .. } => {
            let one = integer(*number, value);
            format!("if ({value} != 0) {{ word(d, 1); {one} }} else {{ word(d, 0); }}")
        }
        Ty::Address => format!("word(d, (uint64_t)(uintptr_t){value});"),
        Ty::Function { optional: true } => {
            format!("if ({value} != NULL) {{ word(d, 1); word(d, 1); }} else {{ word(d, 0); }}")
        }
        Ty::Function { optional: false } => format!("word(d, {value} != NULL);"),
    }
}

fn integer(number: Number, value: &str) -> String {
    if number.is_signed() {
        format!("word(d, (uint64_t)(int64_t){value});")
    } else {
        format!("word(d, {value});")
    }
}

/// Returns a statement that creates a value from the source `s`.
pub(super) fn make(ty: &Ty, place: &str, depth: usize) -> String {
    match ty {
        Ty::NonZero { number, .. } => {
            let (ty, mask) = (number.c(), mask(*number));
            format!("{{ uint64_t w = next(s); {place} = ({ty})(w & 1 ? w & {mask} : 0); }}")
        }
        Ty::Number(number, _) => {
            let mask = mask(*number);
            format!("{place} = ({})(next(s) & {mask});", number.c())
        }
        Ty::Struct(index) => format!("{place} = make_S{index}(s);"),
        Ty::Array(element, len) => {
            let inner = make(element, &format!("{place}[i{depth}]"), depth + 1);
            format!("for (size_t i{depth} = 0; i{depth} < {len}; i{depth}++) {{ {inner} }}")
        }
        Ty::Address => format!("{place} = (const uint8_t *)(uintptr_t)(next(s) & 0xff0);"),
        other => unreachable!("{other:?} has invalid bit patterns"),
    }
}

/// Returns the bits that a number takes from a word.
fn mask(number: Number) -> &'static str {
    match number {
        Number::U8 | Number::I8 => "0xff",
        Number::U16 | Number::I16 => "0xffff",
        Number::U32 | Number::I32 => "0xffffffff",
        Number::U64 | Number::I64 => "UINT64_MAX",
        Number::Usize | Number::Isize => "0x7fffffff",
        Number::F32 => "0xffffff",
        Number::F64 => "0xffffffff",
    }
}

/// Returns an initializer.
pub(super) fn value(types: &Types, ty: &Ty, value: &Value) -> String {
    match (ty, value) {
        (Ty::Struct(index), Value::Parts(parts)) => {
            let fields = types.structs[*index].fields.iter();
            let parts: Vec<_> =
                fields.zip(parts).map(|(ty, part)| self::value(types, ty, part)).collect();
            format!("{{{}}}", parts.join(", "))
        }
        (Ty::Array(element, _), Value::Parts(parts)) => {
            let parts: Vec<_> =
                parts.iter().map(|part| self::value(types, element, part)).collect();
            format!("{{{}}}", parts.join(", "))
        }
        (leaf, Value::Leaf(word)) => self::leaf(types, leaf, *word),
        (ty, value) => unreachable!("{value:?} for {ty:?}"),
    }
}

fn leaf(types: &Types, ty: &Ty, word: u64) -> String {
    match ty {
        Ty::Number(Number::F32, _) => format!("{:?}f", f32::from_bits(word as u32)),
        Ty::Number(Number::F64, _) => format!("{:?}", f64::from_bits(word)),
        Ty::Number(number, _) | Ty::NonZero { number, .. } => {
            format!("({})UINT64_C({word:#x})", number.c())
        }
        Ty::Bool => format!("{word}"),
        Ty::Char => format!("UINT32_C({word:#x})"),
        Ty::Enum(index) => format!("({})UINT64_C({word:#x})", types.enums[*index].number().c()),
        Ty::Address => format!("(const uint8_t *)(uintptr_t){word:#x}"),
        Ty::Function { .. } => if word == 0 { "NULL" } else { "same" }.to_owned(),
        Ty::Struct(_) | Ty::Array(..) => unreachable!("not a leaf"),
    }
}

/// Returns an expression.
pub(super) fn expression(types: &Types, ty: &Ty, value: &Value) -> String {
    let text = self::value(types, ty, value);
    match ty {
        Ty::Struct(index) => format!("(S{index}){text}"),
        _ => text,
    }
}
