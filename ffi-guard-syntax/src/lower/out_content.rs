//! What C receives through an out-parameter, selected by the spelling of its type alone.

use crate::types;
use syn::Type;

/// What C receives for the `T` of an `Out<'_, T>`.
#[derive(Clone, Copy)]
pub enum OutContent<'t> {
    /// The value itself.
    Value,
    /// `Box<T>` or an `Option` of one: a pointer that C owns.
    Boxed(&'t Type),
    /// `Arc<T>` or an `Option` of one: a pointer to one reference count, which C owns.
    Shared(&'t Type),
    /// `String`, `CString` or an `Option` of one: a C string that C owns.
    Text,
    /// `Vec<T>` or an `Option` of one: a pointer and a length that C owns.
    List(&'t Type),
}

impl<'t> OutContent<'t> {
    /// Returns what C receives for a type.
    #[must_use]
    pub fn of(target: &'t Type) -> Self {
        let Type::Path(path) = types::ungrouped(target) else { return Self::Value };
        let Some(segment) = types::std_name(path) else { return Self::Value };
        match (segment.ident.to_string().as_str(), types::argument(segment)) {
            ("String" | "CString", _) => Self::Text,
            ("Box", Some(owned)) => Self::Boxed(owned),
            ("Arc", Some(owned)) => Self::Shared(owned),
            ("Vec", Some(element)) => Self::List(element),
            ("Option", Some(inner)) => Self::of(inner),
            _ => Self::Value,
        }
    }

    /// Returns whether C owns what it receives, so that it gets null before the call.
    #[must_use]
    pub fn is_owned(self) -> bool {
        !matches!(self, Self::Value)
    }
}
