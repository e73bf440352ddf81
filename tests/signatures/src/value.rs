//! Values of [`Ty`], which may be invalid.

use crate::digest::{Digest, Source};
use crate::oracle::Reason;
use crate::types::{Enum, Number, Ty, Types};
use fastrand::Rng;

/// The bits of a value, which may be invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// A scalar as a word: signed numbers are sign-extended, floats are given by their bits.
    Leaf(u64),
    /// The fields of a struct, or the elements of an array.
    Parts(Vec<Self>),
}

impl Types {
    /// Creates the value that `Make` in the generated library creates from the same source.
    pub(crate) fn make(&self, ty: &Ty, source: &mut Source) -> Value {
        match ty {
            Ty::Struct(index) => {
                let fields = &self.structs[*index].fields;
                Value::Parts(fields.iter().map(|ty| self.make(ty, source)).collect())
            }
            Ty::Array(element, len) => {
                Value::Parts((0..*len).map(|_| self.make(element, source)).collect())
            }
            leaf => Value::Leaf(self.make_leaf(leaf, source.word())),
        }
    }

    fn make_leaf(&self, ty: &Ty, word: u64) -> u64 {
        match ty {
            Ty::Number(number, _) => make_number(*number, word),
            Ty::Bool => word & 1,
            Ty::Char => word % 0xd800,
            Ty::Enum(index) => {
                let numbers = &self.enums[*index].numbers;
                numbers[word as usize % numbers.len()] as u64
            }
            Ty::NonZero { number, optional: false } => make_number(*number, word | 1),
            Ty::NonZero { number, .. } => (word & 1) * make_number(*number, word),
            Ty::Address => word & 0xff0,
            Ty::Function { optional } => {
                if *optional {
                    word & 1
                } else {
                    1
                }
            }
            Ty::Struct(_) | Ty::Array(..) => unreachable!("not a leaf"),
        }
    }

    /// Returns the value whose bytes are zero.
    pub(crate) fn zero(&self, ty: &Ty) -> Value {
        match ty {
            Ty::Struct(index) => {
                let fields = &self.structs[*index].fields;
                Value::Parts(fields.iter().map(|ty| self.zero(ty)).collect())
            }
            Ty::Array(element, len) => Value::Parts(vec![self.zero(element); *len]),
            _ => Value::Leaf(0),
        }
    }

    /// Returns a random valid value.
    pub(crate) fn draw(&self, ty: &Ty, rng: &mut Rng) -> Value {
        self.make(ty, &mut Source::new(rng.u64(..)))
    }

    /// Adds a value to a digest, like `Fold` in the generated library.
    pub(crate) fn fold(&self, ty: &Ty, value: &Value, digest: &mut Digest) {
        match (ty, value) {
            (Ty::Struct(index), Value::Parts(parts)) => {
                let fields = &self.structs[*index].fields;
                fields.iter().zip(parts).for_each(|(ty, part)| self.fold(ty, part, digest));
            }
            (Ty::Array(element, _), Value::Parts(parts)) => {
                parts.iter().for_each(|part| self.fold(element, part, digest));
            }
            (
                Ty::Function { optional: true } | Ty::NonZero { optional: true, .. },
                Value::Leaf(word @ 1..),
            ) => {
                digest.word(1);
                digest.word(*word);
            }
            (_, Value::Leaf(word)) => digest.word(*word),
            (ty, value) => unreachable!("{value:?} for {ty:?}"),
        }
    }

    /// Returns why the first invalid leaf is rejected.
    pub(crate) fn flaw(&self, ty: &Ty, value: &Value) -> Option<Reason> {
        let valid = match (ty, value) {
            (Ty::Struct(index), Value::Parts(parts)) => {
                let fields = &self.structs[*index].fields;
                return fields.iter().zip(parts).find_map(|(ty, part)| self.flaw(ty, part));
            }
            (Ty::Array(element, _), Value::Parts(parts)) => {
                return parts.iter().find_map(|part| self.flaw(element, part));
            }
            (Ty::NonZero { optional: false, .. }, Value::Leaf(word)) => *word != 0,
            (Ty::Bool, Value::Leaf(word)) => *word <= 1,
            (Ty::Char, Value::Leaf(word)) => {
                u32::try_from(*word).is_ok_and(|word| char::from_u32(word).is_some())
            }
            (Ty::Enum(index), Value::Leaf(word)) => {
                self.enums[*index].numbers.contains(&(*word as i64))
            }
            (Ty::Function { optional: false }, Value::Leaf(0)) => return Some(Reason::Null),
            _ => true,
        };
        (!valid).then_some(Reason::Value)
    }

    /// Makes a random leaf invalid. The type must have invalid bit patterns.
    pub(crate) fn invalidate(&self, ty: &Ty, value: &mut Value, rng: &mut Rng) {
        match (ty, value) {
            (Ty::Struct(index), Value::Parts(parts)) => {
                let fields = &self.structs[*index].fields;
                let open = |at: &usize| !self.is_trivial(&fields[*at]);
                let at = *pick(rng, &(0..fields.len()).filter(open).collect::<Vec<_>>());
                self.invalidate(&fields[at], &mut parts[at], rng);
            }
            (Ty::Array(element, _), Value::Parts(parts)) => {
                let at = rng.usize(..parts.len());
                self.invalidate(element, &mut parts[at], rng);
            }
            (Ty::Bool, Value::Leaf(word)) => *word = *pick(rng, &[2, 3, 0x7f, 0x80, 0xff]),
            (Ty::Char, Value::Leaf(word)) => {
                *word = *pick(rng, &[0xd800, 0xdfff, 0x11_0000, 0xffff_ffff]);
            }
            (Ty::Enum(index), Value::Leaf(word)) => *word = self.no_variant(*index, rng),
            (
                Ty::Function { optional: false } | Ty::NonZero { optional: false, .. },
                Value::Leaf(word),
            ) => *word = 0,
            (ty, value) => unreachable!("{value:?} of {ty:?} cannot be made invalid"),
        }
    }

    /// Returns a number that is not a variant of the enum.
    fn no_variant(&self, index: usize, rng: &mut Rng) -> u64 {
        let Enum { numbers, .. } = &self.enums[index];
        let repr = self.enums[index].number();
        let near = numbers.iter().flat_map(|number| [number - 1, number + 1]);
        let candidates = near.chain([0, -1, 0x7f]).map(|number| make_number(repr, number as u64));
        let is_missing = |word: &u64| !numbers.contains(&(*word as i64));
        *pick(rng, &candidates.filter(is_missing).collect::<Vec<_>>())
    }
}

/// Converts a word to a number like `as`. Numbers whose size depends on the target are limited to 31 bits.
pub(crate) fn make_number(number: Number, word: u64) -> u64 {
    match number {
        Number::U8 => u64::from(word as u8),
        Number::U16 => u64::from(word as u16),
        Number::U32 => u64::from(word as u32),
        Number::U64 => word,
        Number::Usize | Number::Isize => word & 0x7fff_ffff,
        Number::I8 => word as i8 as u64,
        Number::I16 => word as i16 as u64,
        Number::I32 => word as i32 as u64,
        Number::I64 => word,
        Number::F32 => u64::from(((word & 0xff_ffff) as f32).to_bits()),
        Number::F64 => ((word & 0xffff_ffff) as f64).to_bits(),
    }
}

/// Returns a random element.
pub(crate) fn pick<'a, T>(rng: &mut Rng, from: &'a [T]) -> &'a T {
    &from[rng.usize(..from.len())]
}
