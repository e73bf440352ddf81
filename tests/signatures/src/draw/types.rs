//! Generates random types.

use crate::types::{Enum, Number, Struct, Ty, Types};
use crate::value::{make_number, pick};
use fastrand::Rng;

/// Other names of numbers: aliases of the library, and the names of C types.
const SPELLINGS: [(Number, &str); 8] = [
    (Number::U32, "Count"),
    (Number::U8, "Octet"),
    (Number::I32, "c_int"),
    (Number::U16, "std::ffi::c_ushort"),
    (Number::I64, "std::ffi::c_longlong"),
    (Number::F64, "std::ffi::c_double"),
    (Number::I8, "core::primitive::i8"),
    (Number::U64, "std::primitive::u64"),
];

const REPRS: [Option<Number>; 8] = [
    None,
    Some(Number::I32),
    Some(Number::U8),
    Some(Number::I8),
    Some(Number::U16),
    Some(Number::I16),
    Some(Number::U32),
    Some(Number::I64),
];

/// Returns the types of one library, enough of them to be nested.
pub(super) fn types(rng: &mut Rng) -> Types {
    let enums = (0..5).map(|_| enumeration(rng)).collect();
    let mut types = Types { enums, structs: Vec::new() };
    for index in 0..9 {
        let foreign = index == 1;
        let fields = (0..rng.usize(1..5)).map(|_| field(&types, index < 3, rng)).collect();
        types.structs.push(Struct { fields, foreign });
    }
    types
}

fn enumeration(rng: &mut Rng) -> Enum {
    let repr = *pick(rng, &REPRS);
    let number = repr.unwrap_or(Number::I32);
    let mut numbers: Vec<i64> =
        (0..rng.usize(1..5)).map(|_| make_number(number, rng.u64(..)) as i64).collect();
    if rng.bool() {
        // Most enums are numbered like this.
        numbers = (0..numbers.len() as i64).collect();
    }
    numbers.sort_unstable();
    numbers.dedup();
    // Values next to the limits would not fit into the type.
    numbers.retain(|number| (i64::MIN + 1..i64::MAX).contains(number));
    Enum { repr, numbers: if numbers.is_empty() { vec![1] } else { numbers } }
}

/// Returns the type of a field. If `plain`, it has no invalid bit patterns.
fn field(types: &Types, plain: bool, rng: &mut Rng) -> Ty {
    if plain {
        return number(rng);
    }
    match rng.u8(..13) {
        0..4 => number(rng),
        4 => Ty::Bool,
        5 => Ty::Char,
        12 => non_zero(rng),
        6..8 => Ty::Enum(rng.usize(..types.enums.len())),
        8 => Ty::Struct(rng.usize(..types.structs.len())),
        9 => Ty::Array(Box::new(small(types, rng)), rng.usize(1..4)),
        10 => Ty::Address,
        _ => Ty::Function { optional: rng.bool() },
    }
}

fn small(types: &Types, rng: &mut Rng) -> Ty {
    match rng.u8(..5) {
        0 => Ty::Bool,
        1 => Ty::Enum(rng.usize(..types.enums.len())),
        2 => Ty::Char,
        _ => number(rng),
    }
}

fn number(rng: &mut Rng) -> Ty {
    if rng.u8(..4) == 0 {
        let (number, written) = *pick(rng, &SPELLINGS);
        return Ty::Number(number, written);
    }
    Ty::number(*pick(rng, &Number::ALL))
}

fn non_zero(rng: &mut Rng) -> Ty {
    loop {
        let number = *pick(rng, &Number::ALL);
        if !matches!(number, Number::F32 | Number::F64) {
            return Ty::NonZero { number, optional: rng.bool() };
        }
    }
}

fn structure(types: &Types, rng: &mut Rng) -> Ty {
    let own = |index: &usize| !types.structs[*index].foreign;
    let own: Vec<usize> = (0..types.structs.len()).filter(own).collect();
    Ty::Struct(*pick(rng, &own))
}

/// Returns a type that a pointer may point to.
pub(super) fn checked(types: &Types, rng: &mut Rng) -> Ty {
    match rng.u8(..10) {
        0 => Ty::Array(Box::new(small(types, rng)), rng.usize(1..5)),
        1 => Ty::Function { optional: rng.bool() },
        _ => by_value(types, rng),
    }
}

/// Returns a type that C may pass by value.
pub(super) fn by_value(types: &Types, rng: &mut Rng) -> Ty {
    match rng.u8(..13) {
        0..4 => number(rng),
        4 => Ty::Bool,
        5 => Ty::Char,
        12 => non_zero(rng),
        6..8 => Ty::Enum(rng.usize(..types.enums.len())),
        8 => Ty::Address,
        _ => structure(types, rng),
    }
}

/// Returns a type that a function may return by value. rustc's lint `improper_ctypes_definitions` rejects a struct with
/// a `char`.
pub(super) fn returned(types: &Types, rng: &mut Rng) -> Ty {
    loop {
        let ty = by_value(types, rng);
        if ty == Ty::Char || !types.has(&ty, |leaf| *leaf == Ty::Char) {
            return ty;
        }
    }
}

/// Returns a type whose `Option` has no equivalent in C.
pub(super) fn optional(types: &Types, rng: &mut Rng) -> Ty {
    loop {
        let ty = returned(types, rng);
        if !matches!(ty, Ty::Address | Ty::Function { .. } | Ty::NonZero { .. }) {
            return ty;
        }
    }
}

/// Returns a type that a callback may return.
pub(super) fn trivial(types: &Types, rng: &mut Rng) -> Ty {
    loop {
        let ty = by_value(types, rng);
        if types.is_trivial(&ty) && !types.has_functions(&ty) {
            return ty;
        }
    }
}

/// Returns a type that `vecs` can name.
pub(super) fn named(types: &Types, rng: &mut Rng) -> Ty {
    match rng.u8(..4) {
        0 => Ty::number(*pick(rng, &Number::ALL)),
        1 => Ty::Enum(rng.usize(..types.enums.len())),
        _ => structure(types, rng),
    }
}
