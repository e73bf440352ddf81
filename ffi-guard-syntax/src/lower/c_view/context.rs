//! The library of a declaration.

use super::types::last_name;
use std::collections::{BTreeMap, BTreeSet};
use syn::Type;

/// The parts of the library that a declaration refers to.
#[derive(Clone, Debug, Default)]
pub struct LibraryContext {
    /// The prefix in `ffi_library!`. A library without one has no methods.
    pub prefix: Option<String>,
    /// The handle types, each with the function that frees its objects.
    pub handles: BTreeMap<String, String>,
    /// The handle types whose objects a panic can poison.
    pub poisonable: BTreeSet<String>,
    /// The function that describes the last error. A library may have none.
    pub last_error: Option<String>,
}

impl LibraryContext {
    /// Returns the name of the struct for lists of `element`.
    #[must_use]
    pub fn list(&self, element: &str) -> String {
        self.under_prefix(&format!("vec_{element}"))
    }

    /// Returns the name of the struct for a borrowed text.
    #[must_use]
    pub fn str(&self) -> String {
        self.under_prefix("str")
    }

    /// Returns the name of the struct for a borrowed list of `element`.
    #[must_use]
    pub fn slice(&self, element: &str) -> String {
        self.under_prefix(&format!("slice_{element}"))
    }

    fn under_prefix(&self, name: &str) -> String {
        format!("{}_{name}", self.prefix.as_deref().unwrap_or_default())
    }

    /// Returns how the caller frees an object of the type.
    pub(super) fn freed(&self, target: &Type) -> String {
        let function = last_name(target).and_then(|name| self.handles.get(&name));
        match function {
            Some(function) => format!(": free with {function}"),
            None => ": pass it to a function that owns it".to_owned(),
        }
    }

    /// Returns how the caller frees a string.
    pub(super) fn freed_text(&self) -> String {
        let prefix = self.prefix.as_ref();
        prefix.map(|prefix| format!(": free with {prefix}_string_free")).unwrap_or_default()
    }
}
