//! The reason why C cannot pass or get a type, and what to write instead.

use crate::errors::Errors;
use syn::Type;

/// The suggestion for a parameter, and the suggestion for a result.
pub(super) type Instead = (&'static str, &'static str);

/// The place of a type in a signature.
#[derive(Clone, Copy)]
pub(super) enum Position {
    Parameter,
    Result,
}

/// A type that is rejected.
pub(super) struct Refusal {
    why: String,
    instead: Instead,
}

impl Refusal {
    pub(super) fn new(why: impl Into<String>, instead: Instead) -> Self {
        Self { why: why.into(), instead }
    }

    /// Returns the refusal with another suggestion.
    pub(super) fn or(self, instead: Instead) -> Self {
        Self { instead, ..self }
    }

    /// Returns the reason.
    pub(super) fn into_reason(self) -> String {
        self.why
    }

    /// Returns the reason, and the suggestion for a parameter.
    pub(super) fn into_message(self) -> String {
        format!("{}; {}", self.why, self.instead.0)
    }

    /// Adds the error. For a `$ty:ty` of a `macro_rules!` it appears at the type that the caller wrote, in the group.
    pub(super) fn report(self, ty: &Type, position: Position, errors: &mut Errors) {
        if let Type::Group(group) = ty {
            return self.report(&group.elem, position, errors);
        }
        let instead = match position {
            Position::Parameter => self.instead.0,
            Position::Result => self.instead.1,
        };
        errors.on(ty, &format!("{}; {instead}", self.why));
    }
}
