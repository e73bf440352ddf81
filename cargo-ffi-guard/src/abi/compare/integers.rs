//! Compares integers.

use super::change::Class;
use super::difference::{
    Difference, Direction, FEWER_VALUES, MORE_VALUES, SAME_IN_C, SIGN_OF_CHAR,
};
use super::types::Types;
use crate::abi::model::{DataModel, Only, Type};

impl Types {
    /// Adds the differences of two integers.
    pub(super) fn integer(
        &self,
        old: &Type,
        new: &Type,
        direction: Direction,
        found: &mut Vec<Difference>,
    ) {
        let (
            Type::Integer { signed: was_signed, word: was_word, only: was_only, .. },
            Type::Integer { signed, word, only, .. },
        ) = (old, new)
        else {
            return;
        };
        let is_char = |word: &Option<String>| word.as_deref() == Some("c_char");
        if self.models.iter().any(|model| bits(old, *model) != bits(new, *model)) {
            found.push((Class::Breaking, "the size changed"));
        } else if is_char(was_word) != is_char(word) {
            found.push((Class::Breaking, SIGN_OF_CHAR));
        } else if was_signed != signed {
            found.push((Class::Breaking, "the sign changed"));
        } else if spelling(old) != spelling(new) {
            found.push((Class::Compatible, "another type of C with the same values"));
        } else if was_word != word {
            found.push((Class::Compatible, SAME_IN_C));
        }
        match (was_only, only) {
            (None, Some(_)) => found.push((direction.values(false), FEWER_VALUES)),
            (Some(_), None) => found.push((direction.values(true), MORE_VALUES)),
            (Some(was), Some(is)) if was != is => {
                found.push((Class::Breaking, "other values are allowed"));
            }
            _ => {}
        }
    }
}

/// Returns the number of bits of an integer.
fn bits(ty: &Type, model: DataModel) -> u8 {
    let Type::Integer { bits, word, .. } = ty else { return 0 };
    match (word.as_deref(), model) {
        (Some("c_long" | "c_ulong"), DataModel::LP64) => 64,
        (Some("c_long" | "c_ulong"), _) | (Some("isize" | "usize"), DataModel::ILP32) => 32,
        (Some("isize" | "usize"), _) => 64,
        _ => *bits,
    }
}

/// Returns the name of an integer type that C programs see: `int` is `int32_t` on each target.
fn spelling(ty: &Type) -> String {
    let Type::Integer { signed, bits, word, only } = ty else { return String::new() };
    let sign = if *signed { 'i' } else { 'u' };
    match word.as_deref() {
        None | Some("c_int" | "c_uint" | "c_short" | "c_ushort" | "c_schar" | "c_uchar") => {
            let width = if *only == Some(Only::Char) { &32 } else { bits };
            format!("{sign}{width}")
        }
        Some(word) => word.to_owned(),
    }
}
