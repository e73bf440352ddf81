//! Compares a type of the library with one of the header by what decides about a call: number, size and class.
//!
//! The compiler compares exactly. This comparison tells which differences only concern the spelling, and what differs.

use super::c_types::{CType, Declarations, Tail};
use super::conventions;
use super::names::Names;
use super::numbers::{Number, of_c};
use crate::abi::model::{Abi, Definition, Type};

/// How much two types differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Difference {
    /// The size and the place are the same: the spelling of a pointee, or the signedness of characters.
    Spelling,
    /// The size, number or class.
    Class,
}

/// Both sides.
pub(super) struct Classes<'a> {
    pub(super) abi: &'a Abi,
    pub(super) declared: &'a Declarations,
    pub(super) names: &'a Names<'a>,
}

impl Classes<'_> {
    pub(super) fn compare(&self, ours: &Type, theirs: &CType) -> Difference {
        let resolved = self.declared.resolve(theirs);
        match (ours, resolved) {
            // The compiler compares the sizes.
            (_, CType::Atomic(theirs)) => self.compare(ours, theirs),
            (Type::Void | Type::Never, _) if resolved.is_void() => Difference::Spelling,
            (Type::Unknown { size: None, .. }, _) => Difference::Spelling,
            (Type::Bool | Type::Integer { .. } | Type::Float { .. }, _) => {
                self.number(ours, resolved)
            }
            (Type::Pointer { to: ours, .. }, CType::Pointer { to: theirs, .. }) => {
                self.pointee(ours, theirs)
            }
            (Type::Array { length, of }, CType::Array { of: theirs, length: text }) => {
                // The compiler has found a difference, and may mean the length if that is an expression.
                let is_same = text.parse::<u64>().is_ok_and(|theirs| theirs == *length);
                if is_same { self.compare(of, theirs) } else { Difference::Class }
            }
            (Type::Function { .. }, CType::Pointer { to, .. }) => self.function(ours, to),
            (Type::Named { name }, _) => self.named(name, theirs),
            (Type::Unknown { text, .. }, _) if self.names.of(text) == Some(theirs) => {
                Difference::Spelling
            }
            _ => Difference::Class,
        }
    }

    /// Compares the parts of two functions.
    pub(super) fn signature<'t>(
        &self,
        ours: impl ExactSizeIterator<Item = &'t Type>,
        returned: &Type,
        theirs: &CType,
    ) -> Difference {
        let CType::Function { parameters, tail, returns, .. } = self.declared.resolve(theirs)
        else {
            return Difference::Class;
        };
        if ours.len() != parameters.len() || *tail == Tail::Variadic {
            return Difference::Class;
        }
        let parts = ours.zip(parameters).map(|(ours, theirs)| self.compare(ours, theirs));
        parts.fold(self.compare(returned, returns), Difference::max)
    }

    fn function(&self, ours: &Type, theirs: &CType) -> Difference {
        match ours {
            Type::Function { abi, parameters, returns, .. } if conventions::is_c(abi) => {
                self.signature(parameters.iter(), returns, theirs)
            }
            _ => Difference::Class,
        }
    }

    fn pointee(&self, ours: &Type, theirs: &CType) -> Difference {
        let resolved = self.declared.resolve(theirs);
        let is_void = resolved.is_void();
        match ours {
            // A pointer to a function cannot be converted to `void *`.
            _ if matches!(resolved, CType::Function { .. }) => Difference::Class,
            _ if is_void || matches!(ours, Type::Void) => Difference::Spelling,
            // An opaque struct without a counterpart may be the same type under another name.
            Type::Named { .. } | Type::Unknown { .. }
                if matches!(resolved, CType::Tag { keyword, .. } if keyword != "enum")
                    && !self.declared.bodies.contains_key(resolved)
                    && self.names.with(theirs).is_none() =>
            {
                Difference::Spelling
            }
            _ => self.compare(ours, theirs),
        }
    }

    fn named(&self, name: &str, theirs: &CType) -> Difference {
        let identity = |ty| self.declared.identity(ty);
        if self.names.of(name).is_some_and(|own| identity(own) == identity(theirs)) {
            return Difference::Spelling;
        }
        match self.abi.types.get(name) {
            Some(Definition::Enum { repr, .. }) => self.number(repr, self.declared.resolve(theirs)),
            Some(Definition::Struct { transparent: true, fields, .. }) => match fields.as_slice() {
                [field, ..] => self.compare(&field.ty, theirs),
                [] => Difference::Class,
            },
            _ => Difference::Class,
        }
    }

    fn number(&self, ours: &Type, theirs: &CType) -> Difference {
        let Some(ours) = Number::of(ours) else { return Difference::Class };
        let theirs = match theirs {
            // C has 32 bits for an enum without attributes, which the checks confirm, of a sign that depends on its constants.
            CType::Tag { keyword, .. } if keyword == "enum" => {
                let is_wide = matches!(ours, Number::Integer { bits: 32, .. });
                return if is_wide { Difference::Spelling } else { Difference::Class };
            }
            CType::Words(words) => of_c(words, self.abi.data_model),
            _ => None,
        };
        match (ours, theirs) {
            (Number::Integer { bits: 8, .. }, Some(Number::Integer { bits: 8, .. })) => {
                Difference::Spelling
            }
            (ours, Some(theirs)) if ours == theirs => Difference::Spelling,
            _ => Difference::Class,
        }
    }
}
