//! A difference of two types, and the direction of their values.

use super::change::Class;

/// The side that provides the values of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// C gives them to the library.
    In,
    /// C gets them.
    Out,
    /// Both, as behind a pointer that both write to.
    Both,
}

impl Direction {
    /// Returns the direction of a callback's parameters.
    pub(super) const fn turned(self) -> Self {
        match self {
            Self::In => Self::Out,
            Self::Out => Self::In,
            Self::Both => Self::Both,
        }
    }

    /// Returns the class of a type that has more values, or fewer.
    pub(super) const fn values(self, more: bool) -> Class {
        match (self, more) {
            (Self::In, true) | (Self::Out, false) => Class::Compatible,
            _ => Class::Breaking,
        }
    }

    /// Returns the class of a pointer whose `const` has changed.
    pub(super) const fn constness(self, mutable: bool) -> Class {
        match (self, mutable) {
            (Self::In | Self::Both, true) => Class::Breaking,
            (Self::Out | Self::Both, false) => Class::SourceBreaking,
            _ => Class::Compatible,
        }
    }
}

/// A difference, and its effect.
pub(super) type Difference = (Class, &'static str);

pub(super) const SAME_IN_C: &str = "another name of the same type";
pub(super) const MAY_BE_NULL: &str = "it may be NULL";
pub(super) const NEVER_NULL: &str = "it may not be NULL any more";
pub(super) const UNWINDS: &str = "only unwinding through it differs";
pub(super) const UNWINDS_NOT: &str = "nothing may unwind through it any more";
pub(super) const FEWER_VALUES: &str = "fewer values are allowed";
pub(super) const MORE_VALUES: &str = "more values are allowed";

/// The differences that the declarations of C do not show.
pub(super) const INVISIBLE: [&str; 7] =
    [SAME_IN_C, MAY_BE_NULL, NEVER_NULL, UNWINDS, UNWINDS_NOT, FEWER_VALUES, MORE_VALUES];

pub(super) const SIGN_OF_CHAR: &str = "the sign of `char` depends on the target";

/// Why a name changed. A lock does not tell the two cases apart.
pub(super) const RENAMED: &str = "renamed, or replaced by another";
