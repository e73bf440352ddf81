//! Why an argument was not accepted.

use crate::error::ErrorKind;
use std::fmt;

/// Why an argument from C was not accepted: what a check of [`FfiType`](super::FfiType) returns.
///
/// # Examples
///
/// ```
/// use ffi_guard::InvalidArgument;
///
/// assert_eq!(InvalidArgument::new("is not a weekday").to_string(), "is not a weekday");
/// assert_eq!(InvalidArgument::new("is null").within("day").to_string(), "is null in its field `day`");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidArgument {
    why: &'static str,
    number: Number,
    field: &'static str,
}

/// A number that belongs to the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    None,
    /// There is none, and the argument is not to blame: an earlier panic is.
    Poisoned,
    /// What the value is, before the reason.
    Value(i128),
    /// A place in the value, after the reason.
    At(usize),
}

impl InvalidArgument {
    /// A reason that completes the sentence "the argument …": `"is null"`.
    #[must_use]
    pub const fn new(why: &'static str) -> Self {
        Self { why, number: Number::None, field: "" }
    }

    /// A value that its type does not have; `why` completes the sentence "the argument is 7, …": `"which is
    /// no weekday"`.
    #[must_use]
    pub const fn value(value: i128, why: &'static str) -> Self {
        Self { why, number: Number::Value(value), field: "" }
    }

    /// A reason that holds from a place on, counted from 0.
    pub(crate) const fn at(why: &'static str, index: usize) -> Self {
        Self { why, number: Number::At(index), field: "" }
    }

    /// A reason that completes the sentence "the argument …", of an argument that an earlier panic has left
    /// unusable.
    #[must_use]
    pub(crate) const fn poisoned(why: &'static str) -> Self {
        Self { why, number: Number::Poisoned, field: "" }
    }

    /// The kind of the error.
    pub(crate) const fn kind(&self) -> ErrorKind {
        match self.number {
            Number::Poisoned => ErrorKind::Poisoned,
            Number::None | Number::Value(_) | Number::At(_) => ErrorKind::InvalidArgument,
        }
    }

    /// The same for a value that holds the refused one in a field. The innermost field is named.
    #[must_use]
    pub const fn within(self, field: &'static str) -> Self {
        if self.field.is_empty() { Self { field, ..self } } else { self }
    }
}

impl fmt::Display for InvalidArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Number::None | Number::Poisoned => f.write_str(self.why)?,
            Number::Value(value) => write!(f, "is {value}, {}", self.why)?,
            Number::At(index) => write!(f, "{} {index}", self.why)?,
        }
        if !self.field.is_empty() {
            write!(f, " in its field `{}`", self.field)?;
        }
        Ok(())
    }
}

impl std::error::Error for InvalidArgument {}
