//! The reason why an argument was rejected.

use crate::error::ErrorKind;
use std::fmt;

/// The reason why an argument from C was rejected; returned by the checks of [`FfiType`](super::FfiType).
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
    /// The position in a list of pointers.
    index: Option<usize>,
}

/// A number that is part of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Number {
    None,
    /// No number. The argument itself is valid, but an earlier panic poisoned it.
    Poisoned,
    /// The value, printed before the reason.
    Value(i128),
    /// A position in the value, printed after the reason.
    At(usize),
}

impl InvalidArgument {
    /// Creates an error from a reason that completes the sentence "the argument …": `"is null"`.
    #[must_use]
    pub const fn new(why: &'static str) -> Self {
        Self { why, number: Number::None, field: "", index: None }
    }

    /// Creates an error for a value that the type does not have. `why` completes the sentence "the argument is 7, …":
    /// `"and a weekday is 0 to 6"`.
    #[must_use]
    pub const fn value(value: i128, why: &'static str) -> Self {
        Self { why, number: Number::Value(value), field: "", index: None }
    }

    /// Creates an error for a value that is invalid from a position on, counted from 0.
    pub(crate) const fn at(why: &'static str, index: usize) -> Self {
        Self { why, number: Number::At(index), field: "", index: None }
    }

    /// Adds the position of the rejected pointer in a list, counted from 0.
    pub(crate) const fn at_index(self, index: usize) -> Self {
        Self { index: Some(index), ..self }
    }

    /// Creates an error for an argument that an earlier panic poisoned. `why` completes the sentence "the argument …".
    #[must_use]
    pub(crate) const fn poisoned(why: &'static str) -> Self {
        Self { why, number: Number::Poisoned, field: "", index: None }
    }

    /// Returns the kind of the error.
    pub(crate) const fn kind(&self) -> ErrorKind {
        match self.number {
            Number::Poisoned => ErrorKind::Poisoned,
            Number::None | Number::Value(_) | Number::At(_) => ErrorKind::InvalidArgument,
        }
    }

    /// Adds the name of the field that contains the rejected value. If fields are nested, the innermost name is kept.
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
        match self.index {
            Some(index) => write!(f, " at index {index}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for InvalidArgument {}
