//! The model of a closure that C provides as a function and a data pointer.

use crate::types::{Ty, Types};
use crate::value::Value;

/// A closure type.
#[derive(Clone, Debug)]
pub(crate) struct Closure {
    pub(crate) holder: Holder,
    pub(crate) bounds: Bounds,
    pub(crate) optional: bool,
    pub(crate) takes: Vec<Passed>,
    pub(crate) answer: Answer,
    /// Whether it returns a `Result<_, CallbackError>`.
    pub(crate) fallible: bool,
}

/// The pointer to the closure, and its trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    Mut,
    Ref,
    BoxFn,
    BoxFnMut,
    BoxFnOnce,
    Arc,
}

impl Holder {
    pub(crate) const ALL: [Self; 6] =
        [Self::Mut, Self::Ref, Self::BoxFn, Self::BoxFnMut, Self::BoxFnOnce, Self::Arc];

    /// Whether the library owns the data, and C passes a function that destroys it.
    pub(crate) fn is_owner(self) -> bool {
        !matches!(self, Self::Mut | Self::Ref)
    }

    /// Returns how often a body calls the closure.
    pub(crate) fn times(self) -> usize {
        if self == Self::BoxFnOnce { 1 } else { 2 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bounds {
    None,
    Send,
    SendSync,
}

impl Bounds {
    pub(crate) const ALL: [Self; 3] = [Self::None, Self::Send, Self::SendSync];

    pub(crate) fn rust(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Send => " + Send",
            Self::SendSync => " + Send + Sync",
        }
    }
}

/// An argument that the library passes to the closure.
#[derive(Clone, Debug)]
pub(crate) enum Passed {
    Value(Ty),
    Reference(Ty),
    Text,
    CStr,
    List(Ty),
    /// A handle that C may use until it returns.
    Lent {
        object: usize,
        exclusive: bool,
    },
    LentArc {
        object: usize,
    },
    /// An object that C has to free.
    Owner {
        object: usize,
    },
    String,
    CString,
    /// An array of two handles that C may use until it returns.
    LentList {
        object: usize,
    },
    /// An `Option`, which is `None` in the second call.
    Optional(Box<Self>),
}

impl Passed {
    /// Returns the argument without `Option`, which C receives as the same types.
    pub(crate) fn inner(&self) -> &Self {
        if let Self::Optional(inner) = self { inner } else { self }
    }

    /// Whether C receives a length with the pointer.
    pub(crate) fn has_length(&self) -> bool {
        match self {
            Self::Optional(inner) => inner.has_length(),
            _ => matches!(self, Self::Text | Self::List(_) | Self::LentList { .. }),
        }
    }
}

/// The type that the closure returns.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    Nothing,
    Value(Ty),
    Object { object: usize, optional: bool },
}

impl Answer {
    /// Whether C can return a value that is not one of the type.
    pub(crate) fn can_be_invalid(&self, types: &Types) -> bool {
        match self {
            Self::Nothing => false,
            Self::Value(ty) => !types.is_trivial(ty),
            Self::Object { optional, .. } => !optional,
        }
    }
}

/// The result of C's function.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Nothing,
    Value(Value),
    /// A new object from this seed, or null.
    Object(Option<u64>),
    /// The status of a function that fails.
    Status(i32),
}
