//! Integers and floating-point numbers in both languages.

use crate::abi::model::{DataModel, Type};

/// A number that a call passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Bool,
    Integer { signed: bool, bits: u8 },
    Float { bits: u8 },
}

impl Number {
    /// Returns the number of a type of the library.
    pub(super) const fn of(ty: &Type) -> Option<Self> {
        match ty {
            Type::Bool => Some(Self::Bool),
            Type::Integer { signed, bits, .. } => {
                Some(Self::Integer { signed: *signed, bits: *bits })
            }
            Type::Float { bits } => Some(Self::Float { bits: *bits }),
            _ => None,
        }
    }
}

/// The width of `long`.
pub(super) fn long(model: DataModel) -> u8 {
    if model == DataModel::LP64 { 64 } else { 32 }
}

/// Returns the number that keywords of C name. The sign of `char` depends on the target; here it has one.
pub(super) fn of_c(words: &str, model: DataModel) -> Option<Number> {
    let (signed, word) = match words.strip_prefix("unsigned ") {
        Some(word) => (false, word),
        None => (true, words),
    };
    let bits = match word {
        "_Bool" => return Some(Number::Bool),
        "float" => return Some(Number::Float { bits: 32 }),
        "double" => return Some(Number::Float { bits: 64 }),
        "char" | "signed char" => 8,
        "short" => 16,
        "int" => 32,
        "long" => long(model),
        "long long" => 64,
        _ => return None,
    };
    Some(Number::Integer { signed, bits })
}

/// Returns C's keywords for `c_long` and the like, unless an alias of that name has another width.
pub(super) fn c_word(word: &str, bits: u8, model: DataModel) -> Option<&'static str> {
    let (width, words) = match word {
        "c_char" => (8, "char"),
        "c_schar" => (8, "signed char"),
        "c_uchar" => (8, "unsigned char"),
        "c_short" => (16, "short"),
        "c_ushort" => (16, "unsigned short"),
        "c_int" => (32, "int"),
        "c_uint" => (32, "unsigned int"),
        "c_long" => (long(model), "long"),
        "c_ulong" => (long(model), "unsigned long"),
        "c_longlong" => (64, "long long"),
        "c_ulonglong" => (64, "unsigned long long"),
        _ => return None,
    };
    (width == bits).then_some(words)
}
